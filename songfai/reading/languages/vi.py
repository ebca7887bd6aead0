"""Vietnamese."""

# fmt: off

MONTHS: dict[str, int] = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10,
}  # fmt: skip

DATES = [
    r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:\s*(?:,\s*)?năm\s+(?P<y>\d{4}))?",
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/])",
    r"(?:ngày|sáng|chiều|tối|trưa|hôm nay|hôm qua)\s*,?\s*\(?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?![\d/.-]\d|\d)",
    r"\((?P<d>\d{1,2})[/-](?P<m>\d{1,2})\)",
    r"tháng\s+(?P<m>\d{1,2})\s*(?:[/-]|năm|,\s*năm)\s*(?P<y>\d{4})",
    r"(?<![\d/])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d{2})(?![\d/])",
]
DATE_NOT = r"căn cứ|luật|nghị quyết|nghị định|quyết định|thông tư|chỉ thị|thành lập|kỷ niệm|sinh ngày|năm ngày|kết luận"
PLACE_DATE = r"^[^\n,;:]{2,40},\s*ngày\s+(?:\d{1,2}|\.+|…+|_+)?\s*tháng"
SIGN_PLACE = [
    r"(?:được\s+)?(?:làm|ký|ký kết|lập)\s+tại\s+(?P<place>[^,;.\n]{2,60}?)(?=\s*(?:,|vào|ngày|\.|;|\n|thành|$))",
    r"^(?P<place>[^\n,;:]{2,40}),\s*ngày\s+(?:\d{1,2}|\.+|…+)?\s*tháng",
    r"(?:ngày|sáng|chiều|tối)\s+\d[\d/.-]*(?:\s+tháng\s+\d+)?(?:\s+năm\s+\d+)?\s*,?\s*tại\s+(?P<place>[^,;.\n(]{2,60})",
]

TERMS = [
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|thời hạn|niên khóa|các năm|trong năm|(?:từ\s+)?năm)?\s*\(?(?P<a>(?:19|20)\d{2})\s*(?:-|đến)\s*(?:năm\s+)?(?P<b>20\d{2})",
    r"từ\s+(?:ngày\s+)?(?P<a>[\d/.-]*(?:19|20)\d{2})\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:ngày\s+|năm\s+|tháng\s+)?(?P<b>[\d/.-]*20\d{2})",
    r"từ\s+(?:tháng\s+)?(?P<a>\d{1,2}/20\d{2})\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:tháng\s+)?(?P<b>\d{1,2}/20\d{2})",
    r"từ\s+(?:ngày\s+\d+\s+tháng\s+\d+\s+)?năm\s+(?P<a>20\d{2})\s*(?:đến|tới)\s*(?:hết\s+)?(?:ngày\s+\d+\s+tháng\s+\d+\s+)?năm\s+(?P<b>20\d{2})",
]
TERM_CUE = r"giai đoạn|nhiệm kỳ|thời kỳ|thời hạn|chương trình|thỏa thuận|ghi nhớ|kế hoạch|quy chế|phối hợp|hợp tác"
TERM_NOT = r"quy hoạch|tầm nhìn|đề án|nghị quyết số|quyết định số|kế hoạch số|kết luận số|chỉ thị số|chương trình mục tiêu quốc gia|căn cứ|chiến lược phát triển|nhiệm kỳ|đã đạt|kết quả|tổng kết|thời gian qua|vừa qua|trước đây|thay thế"
FOCUS_CUE = r"trọng tâm|trước mắt|tập trung"
DURATIONS = [
    r"(?:có (?:giá trị|hiệu lực|thời hạn)|thời hạn|hiệu lực|kéo dài|trong (?:vòng|thời gian|thời hạn))[^.;\n]{0,40}?(?P<n>\d{1,2}|một|hai|ba|bốn|năm|sáu|mười)\s*(?:\([^)\n]{1,12}\)\s*)?năm(?!\s*\d{4})",
]
NUMBER_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "mười": 10}
ONE_YEAR = r"(?:kế hoạch|chương trình|thỏa thuận|quy chế|phối hợp|hợp tác|công tác)[^.;\n]{0,60}?\bnăm\s+(?P<a>20\d{2})(?!\s*(?:-|đến))"

KINDS = [
    (r"chương trình\s+(?:(?:ký kết|liên tịch|hành động)\s+)?(?:phối hợp|hợp tác)|\bctph\b|\bctrph\b", "coordination_programme"),
    (r"(?:biên bản|bản)\s+ghi nhớ|\bmou\b", "memorandum"),
    (r"(?:bản |biên bản )?thỏa thuận|hợp đồng|hiệp định|nghị định thư|giao ước|cam kết hợp tác|hợp tác chiến lược|ký kết hợp tác", "agreement"),
    (r"quy chế", "regulation"),
    (r"kế hoạch\s+(?:liên tịch|phối hợp|hợp tác|liên ngành|hành động|số)|^\s*kế hoạch\b", "plan"),
    (r"nghị quyết liên tịch|thông cáo|tuyên bố chung|hướng dẫn liên", "other"),
]
KIND_WORDS = r"chương trình|biên bản|bản ghi nhớ|thỏa thuận|quy chế|kế hoạch|nghị quyết liên tịch|hợp đồng|\bmou\b|hợp tác"
SIGN = r"ký\s*kết|ký\s+(?:kết\s+)?(?:chương trình|thỏa thuận|bản|biên bản|quy chế|kế hoạch|hợp tác|ghi nhớ|mou)|lễ\s+ký|\bđã ký\b|đặt bút ký|cùng ký|thực hiện ký|tiến hành ký"

NATIONAL = r"^\s*(?:cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|đảng cộng sản việt nam)\b"
NUMBER_LINE = r"^\s*(?:số|số hiệu)\s*:?\s*[\d…._/]"
GROUND = r"^\s*(?:[-+*•]\s*)?(?:căn cứ|thực hiện (?:nghị quyết|chỉ thị|quyết định|kế hoạch|chương trình|luật|kết luận)|theo đề nghị|xét đề nghị|trên cơ sở|để tăng cường|nhằm (?:tăng cường|phát huy)|xuất phát từ|sau khi (?:trao đổi|bàn bạc))"
RECIPIENTS = r"^\s*nơi nhận\b"
SOURCE = r"^\s*(?:nguồn|theo)\s*[:.]|https?://|^\s*(?:tác giả|bài(?:\s*(?:và|,|&)\s*ảnh)?|tin(?:\s*(?:và|,|&)\s*ảnh)?|ảnh|thực hiện|biên tập|từ khóa|tags?|xem thêm|tin liên quan|đọc thêm)\s*:"
CAPTION = r"(?:\(?\s*ảnh\s*[:)]|\bảnh\s*:|/ttxvn|^\s*(?:quang cảnh|toàn cảnh|các đại biểu (?:dự|tham dự|chụp|tại)|đại biểu (?:dự|tham dự|chụp)|đại diện (?:lãnh đạo )?(?:hai|2|các) (?:bên|đơn vị|cơ quan)[^.]{0,40}ký|lãnh đạo (?:hai|2|các) (?:bên|đơn vị|ngành|cơ quan)[^.]{0,60}(?:ký|chụp|trao)|hình ảnh|ảnh|một số hình))"

SECTIONS = [
    ("purpose", r"^(?:chỉ tiêu|mục đích|yêu cầu|mục tiêu|nguyên tắc|phạm vi|đối tượng|quy định chung|những quy định chung|căn cứ|cơ sở|sự cần thiết|giải thích|quan điểm|phương châm|các bên(?: tham gia| ký kết| thỏa thuận)?\W*$|hai bên ghi nhận|thành phần|lý do|giá trị)"),
    ("budget", r"^(?:kinh phí|tài chính|nguồn kinh phí|chi phí|nguồn lực|cơ chế tài chính)"),
    ("final", r"^(?:hiệu lực|điều khoản (?:chung|thi hành|cuối|khác)|thời hạn|sửa đổi|bổ sung|giải quyết (?:tranh chấp|vướng mắc|bất đồng)|chấm dứt|bảo mật|sở hữu trí tuệ|cam kết chung|ngôn ngữ|thời gian thực hiện|các điều khoản|điều chỉnh|quy định khác)"),
    ("duty", r"^(?:trách nhiệm|phân công|nghĩa vụ|quyền(?: lợi| hạn)?(?: và|,)|nhiệm vụ (?:của|cụ thể)|phân công nhiệm vụ)"),
    ("content", r"^(?:nội dung|nhiệm vụ|hình thức|hoạt động|lĩnh vực|các nội dung|các hoạt động|các lĩnh vực|phương thức|biện pháp|giải pháp|những nội dung|cơ chế phối hợp|chế độ (?:phối hợp|trao đổi|thông tin)|phạm vi (?:và nội dung|hợp tác|phối hợp))"),
    ("organisation", r"^(?:tổ chức thực hiện|tổ chức\W*$|tổ chức triển khai|điều khoản thực hiện|chế độ (?:báo cáo|sơ kết|hội họp|giao ban|làm việc)|kiểm tra (?:việc|thực hiện)|kiểm tra, (?:đánh giá|sơ kết)|sơ kết|triển khai|thực hiện|đầu mối|cơ quan (?:đầu mối|thường trực)|đánh giá)"),
]
DUTY_OF = r"^(?:\W*)(?:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền và nghĩa vụ|quyền hạn và trách nhiệm|phân công)?\s*(?:của\s+|đối với\s+|thuộc về\s+)?"

JOINT = r"(?:hai|2|ba|3|các|cả hai|đôi|mỗi)\s+(?:bên|đơn vị|cơ quan|ngành|tổ chức|ngành|phía|bộ|sở|hội|trường|tỉnh|địa phương|đoàn thể|lực lượng)"
MODAL = r"\bsẽ\b|có nhiệm vụ|sẵn sàng|thống nhất|cam kết|nhất trí|đồng ý|có trách nhiệm|chịu trách nhiệm|tiếp tục|cùng nhau|chủ trì|phối hợp|đảm bảo|bảo đảm|tập trung"
INTRO = r"(?:(?:các|những|một số|\d)\s+)?(?:nội dung|nhiệm vụ|hoạt động|lĩnh vực|vấn đề)[^.;\n]{0,80}?(?:như\s*:?|gồm|sau(?: đây)?|cụ thể|:|là)\s*:?\s*|(?:tập trung|cụ thể|gồm|bao gồm|như sau|theo đó|thống nhất|như)\s*(?:vào\s*)?:\s*"
FOLLOW = r"(?:(?:căn cứ|dựa trên|trên cơ sở)(?: vào)? (?:các )?nội dung|theo (?:đó|nội dung|chương trình|thỏa thuận|bản ghi nhớ|biên bản|quy chế|kế hoạch)|nội dung (?:chương trình|phối hợp|ký kết|hợp tác|thỏa thuận|quy chế|của|trọng tâm|chính)|chương trình (?:phối hợp )?(?:gồm|tập trung|đề ra|nêu)|hai (?:bên|đơn vị|ngành|cơ quan|bộ|tỉnh|trường|sở|hội) (?:cũng |còn |đã |sẽ )?(?:sẽ|thống nhất|cam kết|cùng|tiếp tục|nhất trí|phối hợp|đã thống nhất)|bên cạnh đó|ngoài ra|đồng thời|về phần mình|về phía|trong khi đó|cụ thể,|cùng với đó|trong (?:thời gian tới|giai đoạn))"
PAST = r"(?:thời gian|những năm|năm|giai đoạn|nhiệm kỳ)\s+(?:vừa\s+)?qua|đã (?:đạt|phối hợp|tổ chức được|triển khai được|hỗ trợ|trao|ký|tham dự|phát biểu|diễn ra|có|thực hiện|góp|được|xây dựng được|chứng kiến|thông qua|nghe|trao đổi, thảo luận|ghi nhận)|kết quả (?:đạt được|cho thấy|phối hợp)|trước đó|đánh giá cao|ghi nhận|chúc mừng|cảm ơn|trân trọng|dự (?:lễ|buổi|hội nghị|và)|tham dự|có mặt|chứng kiến|vinh dự|tự hào|là (?:dịp|cơ sở|căn cứ|tiền đề|đơn vị|một trong|cơ quan|tổ chức)|được thành lập|nhấn mạnh|cho biết|khẳng định|phát biểu|chia sẻ tại|bày tỏ|mong muốn|hy vọng|tin tưởng|đề nghị (?:hai|các|lãnh)|diễn ra|toàn tỉnh có|đạt \d"
FUTURE = r"\bsẽ\b|có (?:nhiệm vụ|trách nhiệm)|chịu trách nhiệm|sẵn sàng|tiếp tục|thống nhất|cam kết|nhất trí"
AIM = r"^\W*(?:(?:việc|lễ|buổi)\s+ký kết|(?:chương trình|thỏa thuận|bản ghi nhớ|biên bản|quy chế|kế hoạch|hoạt động|đây|qua đó|từ đó|nhằm|góp phần|với mục (?:đích|tiêu)|mục (?:đích|tiêu)|để)\b)(?!.{0,80}(?:gồm|như sau|nội dung|tập trung|nhiệm vụ))"
ACTION = r"(?:cùng |chủ động |tích cực |thường xuyên |tiếp tục |định kỳ |hằng năm,? |hàng năm,? |hỗ trợ và |chủ trì,? |kịp thời |đẩy mạnh |tăng cường |mỗi năm,? |hằng quý,? |trực tiếp |tổ chức |thực hiện |triển khai )*(?:phối hợp|tổ chức|hỗ trợ|tuyên truyền|phổ biến|trao đổi|chia sẻ|cung cấp|xây dựng|triển khai|thực hiện|nghiên cứu|tham mưu|đề xuất|kiến nghị|kiểm tra|kiểm sát|giám sát|khảo sát|theo dõi|đào tạo|bồi dưỡng|tập huấn|cử|tiếp nhận|đón|mời|giới thiệu|đề cử|tôn vinh|khen thưởng|biểu dương|phát động|vận động|phát hiện|hướng dẫn|tư vấn|chỉ đạo|quán triệt|bố trí|tạo điều kiện|duy trì|mở|cấp|trao|tặng|thăm|đảm bảo|bảo đảm|lồng ghép|biên soạn|xuất bản|đăng|phát sóng|tiếp tục|thúc đẩy|khuyến khích|huy động|quảng bá|kết nối|ứng dụng|chuyển giao|lựa chọn|xét chọn|bình chọn|đề nghị|rà soát|góp ý|phản biện|đấu tranh|phòng|ngăn chặn|bảo vệ|giải quyết|tiếp công dân|tham gia|thành lập|ban hành|chủ trì|giúp đỡ|động viên|chăm lo|nhân rộng|tìm kiếm|đầu tư|phát triển|đẩy mạnh|tăng cường|nâng cao|sơ kết|tổng kết|họp|gặp|đối thoại|thông tin|thông báo|báo cáo|gửi|lập|giao|chuẩn bị|quản lý|cho phép|miễn|giảm|ưu tiên|dạy|giảng dạy|trang bị|lắp đặt|số hóa|cập nhật|khai thác|vận hành|quan tâm|nắm|phát huy|củng cố|đưa|dành|tham quan|giao lưu|hợp tác|liên kết|tiến hành|kêu gọi|ủng hộ|trồng|chăm sóc|khám|kịp thời|chủ động)\b"
WEAK = r"^\W*(?:tăng cường|nâng cao|đẩy mạnh|góp phần|phát huy|củng cố|thắt chặt|bảo đảm|đảm bảo|tạo (?:sự|chuyển))"

TYPES = {
    "other": [(r"^(?:kịp thời |thường xuyên |định kỳ |phối hợp |chủ động |hằng \w+ |hàng \w+ )*(?:trao đổi|cung cấp|thông báo|chia sẻ|thông tin|gửi)\b(?: \w+){0,4} (?:thông tin|tài liệu|số liệu|danh sách|tình hình|văn bản|ấn phẩm|hồ sơ)", 5.5), (r"^(?:kịp thời |thường xuyên )*(?:trao đổi|cung cấp|chia sẻ) (?:thông tin|tài liệu|số liệu|ấn phẩm)|đường dây nóng|thông báo cho nhau|^(?:kịp thời )?thông báo", 5)],
    "visit": [(r"(?:đi |chuyến )tham quan|tham quan (?:học tập|thực tế|mô hình)|đi thực tế|chuyến đi", 4), (r"(?:trao đổi|cử|đón|mời|tiếp)\s+(?:\w+\s+){0,3}đoàn\b", 4), (r"chuyến thăm|thăm (?:và|,) làm việc|thăm lẫn nhau|thăm viếng|thăm hữu nghị", 4), (r"đoàn (?:công tác|đại biểu|cán bộ|cấp cao|ra|vào)", 3), (r"tham quan|thăm\b", 1)],
    "course": [(r"^(?:hướng dẫn|chuyển giao) (?:\w+ ){0,3}(?:kỹ thuật|nghiệp vụ|kỹ năng)|truyền nghề|truyền dạy", 3.6), (r"tập huấn|khóa\b(?! [xivl]+\b)|lớp (?:học|đào tạo|bồi dưỡng|tập huấn|dạy|tiếng|chuyên)", 4), (r"bồi dưỡng|đào tạo|huấn luyện|dạy nghề|dạy tiếng|giảng dạy", 2.5), (r"nâng cao (?:trình độ|năng lực|kỹ năng)|nguồn nhân lực", 1.2)],
    "students": [(r"(?:đào tạo|gửi|cử)[^.;]{0,30}(?:đại học|thạc sĩ|tiến sĩ|cử nhân|đi học)|miễn,? giảm học phí|học phí", 4), (r"học bổng|lưu học sinh|nghiên cứu sinh|thực tập sinh|du học", 4.5), (r"sinh viên|học viên cao học|thực tập", 3), (r"trình độ (?:đại học|thạc sĩ|tiến sĩ|sau đại học)|sau đại học|tuyển sinh", 2.5), (r"(?<!lưu )học sinh", 1.5)],
    "experience": [(r"(?:trao đổi|chia sẻ|học tập|học hỏi)(?:[^.;]{0,30})kinh nghiệm|kinh nghiệm", 3.5), (r"hội thảo|tọa đàm|diễn đàn|sinh hoạt chuyên đề|giao lưu", 2.5), (r"trao đổi (?:\d+ )?(?:nhóm |lượt |đợt )?(?:giảng viên|chuyên gia|cán bộ|giáo viên|nhà khoa học)", 3.2), (r"trao đổi (?!thông tin)|chia sẻ (?!thông tin)", 1.2)],
    "support": [(r"^(?:hỗ trợ|giúp|tặng|trao tặng|xây tặng|cho vay|cho mượn|ưu tiên|cấp (?:phát|thuốc|kinh phí|thẻ)|cung ứng|tài trợ|miễn|giảm|trợ giúp|thăm hỏi|chăm lo|kết nối)", 2.6), (r"con giống|vật tư|cây giống|phân bón|giới thiệu việc làm|trợ giúp pháp lý|miễn phí|nhà (?:tình nghĩa|đại đoàn kết|tình thương|ở cho)|ủy thác|tín dụng|giải ngân|vay vốn|kinh phí cho", 3), (r"hỗ trợ|giúp đỡ|viện trợ|tặng quà|trao tặng|tài trợ|ủng hộ", 2.6), (r"^\W*(?:cử|bố trí)\b(?! đoàn| cán bộ [^.;]{0,40}(?:học|đào tạo))", 4), (r"khám(?:,| chữa)? bệnh|cấp thuốc|khám, tư vấn", 3), (r"tạo (?:mọi )?điều kiện|trang thiết bị|cử chuyên gia|chăm lo|vay vốn|tín dụng|tư vấn pháp luật|trợ giúp|bố trí|kết nối việc làm", 2), (r"cung cấp (?:dịch vụ|trang|thiết bị|giống|vật)|ưu đãi|miễn phí|giảm giá", 2), (r"chuyển giao", 1.5)],
    "research_advice": [(r"^(?:phối hợp |cùng |chủ động )?(?:khảo sát|tham mưu|kiến nghị|đề xuất|nghiên cứu|góp ý|tham gia góp ý|tham gia xây dựng)", 3.2), (r"tham mưu|đề xuất|kiến nghị|góp ý|phản biện", 2.8), (r"tư vấn (?:chính sách|cho|xây dựng)|nghiên cứu|khảo sát|công trình khoa học", 2.2), (r"xây dựng(?:[^.;]{0,30})(?:chính sách|văn bản|pháp luật|cơ chế|dự thảo)", 2.2)],
    "directive": [(r"^\W*(?:kịp thời |tập trung )?(?:lãnh đạo, )?chỉ đạo|(?:có|chịu) trách nhiệm (?:lãnh đạo, )?chỉ đạo", 4), (r"chỉ thị|nghị quyết|kết luận số|quán triệt", 3), (r"(?:thực hiện|triển khai|chấp hành)(?:[^.;]{0,30})(?:chủ trương|chính sách|pháp luật|luật|nghị định|quy định|đề án|chiến lược)", 2.4), (r"chịu trách nhiệm (?:lãnh đạo|chỉ đạo)|lãnh đạo, chỉ đạo|chỉ đạo (?:các|tổ chức|triển khai|công đoàn|công an|hội)", 3)],
    "campaign": [(r"phong trào|cuộc vận động|chiến dịch|phát động|thi đua|tháng (?:hành động|công nhân)|ngày hội|tuần lễ|ra quân", 3.2), (r"hiến máu|vận động|trồng (?:cây|rừng)|hưởng ứng", 2), (r"toàn dân", 1)],
    "contest": [(r"giao hữu|bóng (?:đá|chuyền|bàn)|thể dục thể thao|thể thao|văn nghệ", 3.4), (r"hội thi|cuộc thi|hội thao|hội diễn|giải (?:bóng|thể thao|chạy|đấu|cầu|vô địch|việt dã)|liên hoan|thi tìm hiểu|thi sáng t", 4)],
    "award": [(r"khen thưởng|tôn vinh|biểu dương|tuyên dương|trao giải|trao thưởng|bằng khen|vinh danh|bằng lao động sáng tạo|giấy khen|trao (?:các )?giải", 3.4), (r"giải thưởng", 2)],
    "nomination": [(r"đề cử|giới thiệu(?:[^.;]{0,120})(?:tham (?:gia|dự)|để|xét|tôn vinh|kết nạp|bầu|giải thưởng)|lựa chọn(?:[^.;]{0,60})(?:tiêu biểu|đề nghị|tham gia|giới thiệu)", 4.2), (r"giới thiệu", 2), (r"bình chọn|bình xét|xét chọn", 2)],
    "publicity": [(r"đăng (?:tải|ít nhất|\d)|\d+ (?:tin|bài)|bài, |trưng bày|triển lãm|chuyên đề về|bản tin|tờ rơi|pa nô|mạng xã hội|sách, báo|phát thanh|truyền hình", 2.8), (r"tuyên truyền|phổ biến|truyền thông|quảng bá|giáo dục pháp luật|nâng cao nhận thức", 3), (r"chuyên mục|chuyên trang|tin,? bài|phóng sự|đưa tin|phát sóng|đăng tải|xuất bản|ấn phẩm|trên (?:báo|sóng|cổng thông tin)", 2.6), (r"công bố|giới thiệu sản phẩm|xúc tiến", 1.2)],
    "supervision": [(r"kiểm tra|giám sát|thanh tra|kiểm soát|tuần tra", 3), (r"theo dõi|đôn đốc|phản biện xã hội|kiểm toán|hậu kiểm|xử lý (?:các )?vi phạm", 1.8)],
    "meeting": [(r"họp (?:giao ban|định kỳ|đánh giá|kiểm điểm|trao đổi)|hội nghị (?:đánh giá|giao ban|sơ kết|kiểm điểm)|gặp nhau", 3), (r"hội chợ|triển lãm|giao ban|họp|hội nghị|gặp mặt|gặp gỡ|hội đàm|đối thoại|tiếp xúc|hội ý", 2.6), (r"đánh giá(?:[^.;]{0,40})kết quả|rút kinh nghiệm", 1.8)],
    "project": [(r"^(?:phối hợp )?(?:thí điểm|số hóa|xây dựng (?:phần mềm|mô hình|cơ sở|hệ thống|trang|website|cổng|kho|công trình|nhà văn|khu|trung tâm|nền tảng|ứng dụng|app)|triển khai (?:mô hình|dự án|đề án))", 3.5), (r"kết nối,? chia sẻ dữ liệu|liên thông dữ liệu|website|trang thông tin", 2.5), (r"(?:thực hiện|triển khai|cùng)[^.;]{0,30}(?:đề tài|dự án)", 4.5), (r"đề tài|nhiệm vụ khoa học|dự án|mô hình|phần mềm|cơ sở dữ liệu|nền tảng|chuyển đổi số|hệ thống|công trình|số hóa|thí điểm|kho dữ liệu|ứng dụng(?: di động)?|nhà tình|mái ấm", 2.4), (r"đề án|đầu tư|xây dựng", 1.2)],
}  # fmt: skip

REVIEWS = [
    ("other", r"(?:hằng|hàng|mỗi) tháng|đột xuất|(?:01|1|một) tháng (?:01|1|một) lần|(?:2|02|hai|3|03|ba) năm (?:một|1|01|/) ?lần"),
    ("quarterly", r"(?:hằng|hàng|mỗi|định kỳ(?: \w+)?|theo) quý|(?:3|ba) tháng (?:một|1) lần|quý một lần"),
    ("six_monthly", r"(?:6|06|sáu) tháng(?!\s*(?:cuối|đầu năm \d|trước))|nửa năm|(?:mỗi|hằng|hàng|từng) học kỳ|học kỳ một lần"),
    ("midterm", r"sơ kết|giữa kỳ|giữa giai đoạn|giữa nhiệm kỳ"),
    ("final", r"tổng kết|(?:trước|sau) khi [^,.;]{0,20}hết hạn|trước khi kết thúc|đánh giá toàn bộ|kết thúc (?:chương trình|giai đoạn|thỏa thuận|nhiệm kỳ)|cuối (?:kỳ|giai đoạn|nhiệm kỳ)"),
    ("annual", r"(?:hằng|hàng|mỗi|từng) năm|thường niên|(?:1|01|một) năm (?:1|01|một)? ?lần|(?:1|01|một) lần\s*/\s*(?:1 )?năm|cuối (?:mỗi )?năm|đầu (?:mỗi )?năm|định kỳ (?:1|01|một) năm|năm một lần|mỗi năm|(?<=tháng, )(?:1|01|một|hằng|hàng) năm|(?<=tháng và )(?:1|01|một|hằng|hàng|cả) năm"),
]
REVIEW_NOUN = r"tiến độ|họp(?! báo)|hội ý|ngồi lại|giao ban|nhìn lại|gặp nhau|gặp mặt đánh giá|hội nghị (?:đánh giá|sơ kết|tổng kết|giao ban|kiểm điểm|rút kinh nghiệm|thường niên|hằng năm|hàng năm|liên tịch)|đánh giá|sơ kết|tổng kết|rà soát|kiểm điểm|giao ban|rút kinh nghiệm|báo cáo(?! viên)|thông tin (?:tình hình|kết quả)|gặp (?!gỡ doanh|mặt)|hội đàm|làm việc"
AFTER_YEARS = r"sau\s+(?P<n>\d{1,2}|một|hai|ba|bốn|năm)\s*(?:\([^)\n]{1,8}\)\s*)?năm|(?P<n2>\d{1,2}|hai|ba|bốn)\s*(?:\([^)\n]{1,8}\)\s*)?năm (?:một|1|/) ?lần"
BY_YEAR = r"(?:vào|trong|đến|cuối|trước|hết)?\s*(?:(?P<q>quý\s+[ivx\d]+)\s*/?\s*)?(?:tháng\s+(?P<m>\d{1,2})\s*(?:/|năm)\s*)?(?:năm\s+)?(?P<y>20\d{2})"
BY_WORD = r"(?:đến|trước|hết|muộn nhất)\s+(?:cuối\s+|tháng\s+\d+\s*/?\s*)?(?:năm\s+)?$"

ORG_HEADS_CASED = (
    r"(?:Chi nhánh|Thi hành án dân sự(?= [Tt]ỉnh| [Tt]hành phố| TP| TỈNH| THÀNH| [Hh]uyện| [Kk]hu vực)|Tổng (?:cục|công ty|Công ty|liên đoàn|Liên đoàn|Cục|LĐLĐ)|Bộ(?: (?:Chỉ huy|Tư lệnh|đội Biên phòng))?|Sở(?! hữu)|Ban(?! hành)|Cục|Vụ(?! (?:án|việc))|Chi cục|Ủy ban|UBND|HĐND|UBMTTQ|MTTQ|LĐLĐ|"
    r"Hội(?! (?:thi|nghị|thảo|thao|diễn|chợ|trường|đàm|họp|ngộ|chẩn|xuân|trại))|Hiệp hội|Liên (?:hiệp|đoàn|minh)|Đoàn(?! (?:kết|công tác|đại biểu|viên|kiểm tra|liên ngành|khảo sát))|Tỉnh [Đđ]oàn|Thành [Đđ]oàn|Huyện đoàn|Trường(?! hợp)|Đại học|Học viện|Nhạc viện|Viện(?! trợ)(?: kiểm sát)?|Bệnh viện|Trung tâm|"
    r"Công ty|CTCP|Tập đoàn|Ngân hàng|NHNN|Agribank|Báo(?! cáo)|Đài|Thư viện|Bảo tàng|Quỹ|Tòa án|TAND|VKSND|Công an|Bộ đội|BĐBP|Đồn|Hải quan|Thuế|Kho bạc|"
    r"Bảo hiểm|BHXH|Mặt trận|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Văn phòng|VPCP|Phòng(?!,| chống| ngừa| cháy)|Hợp tác xã|Nhà xuất bản|NXB|Thông tấn xã|TTXVN|Tổ chức(?= [A-ZĐ])|Đại sứ quán|Chính phủ|"
    r"Công đoàn|CĐ|Kiểm (?:toán|lâm)|Thanh tra|Câu lạc bộ|Vườn quốc gia|Cảng|Vùng|Lữ đoàn|Trung đoàn|Sư đoàn|Quân khu|Quân chủng|Binh đoàn|Hội đồng|Nhà hát|Khoa|Làng|Cơ quan|Cổng|"
    r"VCCI|VTV|VOV|VUSTA|LHH|Liên hiệp hội|BQL|Đảng ủy|Thành phố|Tỉnh|Huyện|Bưu điện|VNPT|Viettel|Nhà máy|Đảng|Quốc hội|Phân hội|Chi hội|Phân viện|Trạm|Tạp chí|Trại|Xí nghiệp|Nông trường|Lâm trường|Nhóm|Mạng lưới|Phân hiệu|Cao đẳng|Hạt|Giáo hội|Nhà (?:văn hóa|thiếu nhi|xuất bản|hát|trường|in)|Cung|Siêu thị|Dự án|Nghiệp đoàn|Ủy hội|Cụm|Khối|Sân bay|Tổng đội|Đội|ĐH|CĐLĐ|THADS|Cục Thi hành)"
)
ORG_STOP = (
    "chậm ít hằng mỗi kịp sớm nhất đã sẽ vừa ký với cùng về do tại trong giai nhiệm nhằm có được cho phối thống diễn trên theo từ đến để lần thực xây cũng "
    "phát chủ gồm như vào ngày tháng sáng chiều ở bàn trao tiếp thăm ban_hành chịu chỉ hỗ giúp cung tham triển là mà khi nếu "
    "nơi bằng rằng đang cần phải bao cụ thể hiện nay vẫn đồng bên hai các_bên đại_diện ông bà làm luôn năm bởi sau trước tới "
    "nước tổ lễ họp gặp tăng nâng tập đẩy tiến nêu nói giao nhận mở xã_hội_hóa khẳng cam tuyên trực_tiếp gửi tích đánh lập khai qua long sang báo_cáo chọn"
).split()

HONORIFICS_CASED = r"(?:[Cc]ác\s+)?(?:đồng chí|Đồng chí|đ/c|Đ/c|ông|Ông|bà|Bà|anh|chị|BS\.?CKI{1,2}\.?|BS\.? ?CK ?I{1,2}\.?|PGS\.?\s*,?\s*TS\.?|GS\.?\s*,?\s*TS\.?|TS\.?|ThS\.?|GS\.?|BS\.?|TTƯT\.?|NGƯT\.?|Tiến sĩ|Thạc sĩ|Giáo sư|Phó Giáo sư|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|Thiếu úy|Chuẩn tướng|Luật sư|Bác sĩ|Nhà báo|Thượng tọa|Hòa thượng|đại tá|thượng tá|trung tá|thiếu tướng|ngài|Ngài)"
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Đào Trịnh Mai Lương Trương Hà Cao Tạ Tô Chu Châu Phùng Quách Thái Lâm Lại Vương Tống Kiều Bạch Đàm Thân Văn Doãn Nông Hứa La Triệu Giàng Vi Lò Cầm Quàng Tòng Hờ Sùng Vàng Thào Mùa Lưu Khuất Nghiêm Mạc Ninh Khương Lã Tăng Phí Thạch Kim Y H' Rơ Siu Ksor Cù Hàn Viên Ma Bế Âu Giáp Ngụy Thiều Lục Thẩm Đậu Cấn Uông Phó".split()
TITLE_HEADS = r"(?:quyền |nguyên |phó )?(?:ủy viên|bí thư|phó bí thư|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc|bộ trưởng|thứ trưởng|hiệu trưởng|phó hiệu trưởng|trưởng (?:ban|phòng|khoa|đoàn|cơ quan|bộ môn)|phó trưởng (?:ban|phòng|khoa|đoàn)|phó ban|cục trưởng|phó cục trưởng|tổng cục trưởng|phó tổng cục trưởng|vụ trưởng|phó vụ trưởng|viện trưởng|phó viện trưởng|chánh (?:án|văn phòng|thanh tra)|phó chánh (?:án|văn phòng|thanh tra)|tổng biên tập|phó tổng biên tập|chi cục trưởng|chỉ huy trưởng|phó chỉ huy trưởng|chính ủy|phó chính ủy|tư lệnh|phó tư lệnh|chủ nhiệm|phó chủ nhiệm|tổng thư ký|phó tổng thư ký|đại sứ|tỉnh trưởng|phó tỉnh trưởng|đô trưởng|thống đốc|phó thống đốc|(?:phó )?(?:tổng )?chưởng lý|(?:phó )?tổng vụ trưởng|quốc vụ khanh|(?:phó )?thị trưởng|(?:phó )?quận trưởng|(?:phó )?huyện trưởng|(?:phó )?tổng trưởng|(?:phó )?tham mưu trưởng|cục phó|công sứ|(?:phó )?trưởng đại diện|(?:phó )?tổng thư ký|(?:phó )?chánh thanh tra|tổng lãnh sự|viện phó|hiệu phó|tổng kiểm toán|tổng thanh tra|đại diện|trưởng đại diện|thường trực|phụ trách|giám đốc điều hành|trưởng|phó)"
SIGNED_MARK = r"^\W*(?:đã ký|ký tên|ký, đóng dấu|ký và ghi rõ họ tên|chữ ký|ký, ghi rõ)\W*"
BLOCK_HEAD = r"^\s*(?:tm\.?|kt\.?|tl\.?|tuq\.?|q\.?|thay mặt|đại diện|thừa lệnh|đd\.?)\s+"
PARTY_LINE = r"^\W*(?:bên\s+(?:a|b|c|thứ nhất|thứ hai|thứ ba|1|2|3)|một bên là|đại diện bên \w+)\s*(?:\([^)]{0,60}\))?\s*[:.-]\s*"
REPRESENTED = r"(?:đại diện|do|người đại diện)(?:\s+(?:bởi|theo pháp luật|là|hợp pháp))*\s*[:]?\s+"
POST_LABEL = r"chức (?:vụ|danh)\s*:\s*"
BETWEEN = r"\bgiữa\s*:?\s+"
BETWEEN_COMMA = r"\s*,\s+(?=(?:bộ|sở|ban|cục|hội|liên|ủy ban|ubnd|trường|công|đoàn|chi nhánh|tỉnh|viện|trung tâm|tòa án|mặt trận|phòng|văn phòng|bệnh viện|học viện|chi cục|bảo hiểm|ngân hàng|báo|đài)\b)"
BETWEEN_AND = r"\s+(?:phối hợp (?:với|cùng)|cùng với|và|với|cùng)\s+|\s*&\s*|\s+-\s+"
ALIAS = r"\(\s*(?:sau đây |dưới đây )?(?:được )?(?:gọi|viết) (?:tắt |chung )?(?:là)?\s*:?\s*\"?(?P<alias>[^)\"]{1,60})\"?\s*\)|,?\s*sau đây (?:được )?gọi (?:tắt )?là\s*\"?(?P<alias2>[^,;.\"\n)]{1,60})"
PRESIDE = r"(?:đồng )?chủ trì|tham gia ký|đại diện|thay mặt"
WITNESS = r"chứng kiến|tham dự|dự (?:lễ|buổi|hội nghị|có|và)|tới dự|đến dự|có mặt|cùng dự|về dự|phát biểu"
FIELDS = [r"(?:trong |trên |về )?(?:các |những )?lĩnh vực\s*(?:hợp tác|phối hợp|chủ yếu|ưu tiên)?\s*(?:sau(?: đây)?|như|gồm|là)?\s*:?\s*(?P<list>[^.;:\n]{4,240})"]
FIELD_SPLIT = r"\s*[,;]\s*(?:và\s+)?|\s+và\s+(?=[^,]{3,60}$)"
SPLIT_AT = (30, {",": (2.4, 2.4), "and": (2.4, 2.4)})
LIST_WORD = r"\b(?:như|gồm|là|về|trong đó|nhất là)\s"
REVIEW_CUT = r"(?<!sơ kết)(?:,|;|\s+và)\s+(?:(?:đồng thời|tổ chức|tiến hành|thực hiện)\s+)*(?=(?:sơ kết|tổng kết)\b(?!,? (?:tổng kết )?các))"
AND_SPLIT = r"(?:,|;|\s+và|\s+đồng thời)\s+(?:đồng thời\s+)?"

# Names of bodies ------------------------------------------------------------------------------------
PLACE_START = r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hủ đô|TỈNH|THÀNH PHỐ) [A-ZĐÂĂÊÔƠƯ]|[Cc]hính quyền|CHÍNH QUYỀN|Nhóm "
ORG_LEAD = r"(?:(?:đảng ủy,|lãnh đạo|ban thường vụ|ban chấp hành|thường trực|đại diện|phía|bên|hai|các|ban lãnh đạo|đoàn công tác|đoàn đại biểu|thay mặt|tm\.|kt\.|tl\.|tuq\.|cơ quan(?! [a-zđ]*[A-ZĐ])|\(?\d{1,2}[.)]|đảng ủy(?=,? (?:bộ|ban giám|công ty))|ban giám đốc|ban thường trực)\s+)*"
ORG_START = r"(?<![\w-])(?:" + ORG_HEADS_CASED + r")(?![a-zà-ỹ])|(?<![\w-])(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Tt]hủ đô) (?=[A-ZĐÀ-Ỹ])|(?<![\w-])[Cc]hính quyền tỉnh"
COUNTRIES_CASED = ["Lào", "Việt Nam", "Campuchia", "Trung Quốc", "Thái Lan", "Nhật Bản", "Hàn Quốc", "Cuba", "Nga", "Pháp", "Đức", "Singapore", "Úc", "Australia", "Hoa Kỳ", "Ấn Độ", "CHDCND Lào"]
NAME_TAIL = r"\s+(?:thuộc|trực thuộc)\s+[^,;.()\n]{3,60}?(?=\s+(?:và|với)|\s*,|\n|$)|\s*\([^()]{1,90}\)|\s*,?\s*(?:nước|nước cộng hòa|của nước)\s+[^,;.()\n]{2,60}?(?=\s*(?:,|\(|và|với|\n|$))|\s*(?:\(việt nam\)|\(lào\))"
TOGETHER = r"(?:hai bên|các bên|chúng tôi|hai đơn vị)[^.]{0,60}thống nhất|sau đây (?:được )?gọi|(?:thống nhất|thỏa thuận|cùng nhau|phối hợp|đã)\s+(?:\w+\s+){0,6}(?:ký kết|xây dựng|ban hành|thỏa thuận|những nội dung|nội dung sau|như sau)|(?:xây dựng|ban hành|thống nhất|ký kết|ký)(?: \w+){0,3} (?:kế hoạch|chương trình|quy chế|thỏa thuận|nghị quyết|bản ghi nhớ|biên bản)"
WITH = r"(?<!\w)(?:với|cùng|giữa)\s+"
PAST_SIGN = r"(?:trước đó|năm \d{4}[^.]{0,30}đã ký|sau khi ký|kể từ khi ký|từ khi ký|đã được ký (?:năm|ngày)|đã ký (?:năm|từ)|giai đoạn trước|thay thế)"
SIGN_ACT = r"ký (?:các )?văn (?:bản|kiện)|(?:đã|cùng|và|trực tiếp|thực hiện|tiến hành|đại diện[^.;]{0,60}|lãnh đạo[^.;]{0,60})\s*ký(?!\s*(?:túc|sinh|kết thúc))|ký kết\s*\.?$|đặt bút ký|đồng chủ trì|chủ trì[^.;]{0,40}ký"
TALKS = r"hội đàm|hội kiến|làm việc với|tiếp|gặp"
TWO_HEADS = r"hai (?:bộ trưởng|thứ trưởng|đồng chí|chủ tịch|lãnh đạo|bên|vị|nhà lãnh đạo|giám đốc|bí thư|tỉnh trưởng|hiệu trưởng|viện trưởng|chánh án)[^.]{0,60}ký"
DONE_AT = r"(?:làm|ký|ký kết|lập)\s+tại\s+[^.;\n]{2,60}"
BLANK_DATE = r"ngày\s*(?:[.…_\s]*)\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})"
TWINS = [
    r"(?P<h>Bộ(?: [A-ZĐÀ-Ỹ][\w]*| [a-zà-ỹ]+| -| và){1,8}?) (?:hai nước )?(?P<c1>Việt Nam|Lào|Campuchia) (?:và|-) (?P<c2>Việt Nam|Lào|Campuchia)",
]
COUNTRY_SIDES = [(r"\bviet nam\b", r" (?:phia |ben )?viet nam "), (r"\blao\b", r" (?:phia |ben )(?:nuoc )?(?:ban )?lao "), (r"campuchia", r" campuchia "), (r"trung quoc", r" trung quoc "), (r"\bthai lan\b", r" thai lan "), (r"\bnhat ban\b", r" nhat ban "), (r"\bhan quoc\b", r" han quoc "), (r"\bcuba\b", r" cuba ")]
TWIN_NAME = "{head} {country}"
SHORT_FORMS = [
    ("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("ldld", "lien doan lao dong"), ("tand", "toa an nhan dan"),
    ("vksnd", "vien kiem sat nhan dan"), ("kh kt", "khoa hoc va ky thuat"), ("khkt", "khoa hoc va ky thuat"), ("kh cn", "khoa hoc va cong nghe"),
    ("gd dt", "giao duc va dao tao"), ("ld tb xh", "lao dong thuong binh va xa hoi"), ("ldtbxh", "lao dong thuong binh va xa hoi"),
    ("bdbp", "bo doi bien phong"), ("mttq", "mat tran to quoc"), ("lhpn", "lien hiep phu nu"), ("pn", "phu nu"), ("ccb", "cuu chien binh"),
    ("tn mt", "tai nguyen va moi truong"), ("nn ptnt", "nong nghiep va phat trien nong thon"), ("bhxh", "bao hiem xa hoi"), ("vhttdl", "van hoa the thao va du lich"),
    ("tt tt", "thong tin va truyen thong"), ("kh dt", "ke hoach va dau tu"), ("nhnn", "ngan hang nha nuoc"), ("dh", "dai hoc"), ("tp", "thanh pho"), ("bch", "bo chi huy"), ("nd", "nong dan"), ("cat", "cong an tinh"),
]  # fmt: skip

# Names of people ------------------------------------------------------------------------------------
TITLE_CASED = r"(?:(?:[Qq]uyền |[Pp]hó )?(?:Bộ trưởng|Thứ trưởng|Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|Tổng Giám đốc|Hiệu trưởng|Chánh án|Viện trưởng|Bí thư|Cục trưởng|Vụ trưởng|Đại sứ|Tỉnh trưởng|Thống đốc|Trưởng ban|Tổng Biên tập))"
TITLE_SEP = r"\s*(?:,|-|:|\(|là)\s*(?:hiện là |nguyên là )?"
TITLE_STOP = r"[,;.()\n]|\s(?:và|cùng|với)\s+(?:các\s+)?(?:đồng chí|ông|bà|đ/c|ngài|ts|pgs)|\s(?:đã|chủ trì|đồng chủ trì|ký|cùng|phát biểu|dự|tham dự|tham gia|cho biết|nhấn mạnh|khẳng định|chủ tọa|làm|thay mặt|đại diện|trao|tại|bày tỏ|trình bày|sẽ|có|đánh giá)(?=[\s.,;]|$)"
TITLE_LINK = r"\s*(?:của|thường trực|kiêm|chuyên trách|phụ trách)?\s*"
NOT_NAMES = ["Đồng", "Chủ", "Phó", "Giám", "Bộ", "Thứ", "Tỉnh", "Ủy", "Bí", "Trưởng", "Hiệu", "Ông", "Bà", "Các", "Chánh", "Cục", "Vụ", "Viện", "Đại", "Ảnh", "Tổng", "Theo", "Tại", "Sở", "Hai", "Phát", "Lãnh", "Ngay", "Sau", "Trong", "Cùng", "TS", "ThS", "PGS", "GS", "BSCKII", "BSCKI", "KS", "CN", "LS"]
NOT_PERSON = r"^(?:Viêng Chăn|Luông Pha.*|Chăm Pa.*|Xiêng .*|Hồ Chí Minh|Chí Minh|Hà (?:Nội|Nam|Giang|Tĩnh|Tây)|Cao Bằng|Thái (?:Bình|Nguyên|Lan)|Lâm Đồng|Mai Châu|Kim (?:Bảng|Sơn|Thành)|Sơn (?:La|Tây)|Vũ (?:Thư|Quang)|Triệu (?:Sơn|Phong)|Đoàn (?:Thanh|viên|TNCS|Thanh niên)|Phan (?:Thiết|Rang)|Lý Sơn|Hội .*|Bộ .*|Sở .*|Ban .*|Công .*|Ủy .*|Tỉnh .*|Cao đẳng.*|Giáo .*|Từ .*|Trung .*|Thủ .*|Phòng .*|Ngọc Thạch|Đại học.*|Mỗi.*|Hai.*|Hằng.*|Hàng.*|Bên.*|Quy chế.*|Chương.*|Kế hoạch.*|Danh .*|Độc .*|Hạnh .*|Tự do|Xã hội.*|Cộng hòa.*)$"
PLACE_BEFORE = r"(?:thủ đô|tại|ở|ngày|tỉnh|thành phố|huyện|quận|xã|phường|thị xã|đường|trường|giải thưởng|giải|quỹ|tp\.?|thị trấn|Tỉnh|Quận)\s*$"
NAME_LABEL = r"^\W*(?:họ (?:và )?tên|ông|bà)\s*[:.]\s*"
POST_LINE = r"^(?:kt|q|tl|tuq)\.\s|^(?:phó |quyền )?(?:chủ tịch|giám đốc|bí thư|hiệu trưởng|trưởng ban|bộ trưởng|thứ trưởng|chánh án|viện trưởng|cục trưởng|chỉ huy trưởng|tổng giám đốc|tỉnh trưởng|tổng biên tập|đại sứ|chủ nhiệm|chính ủy)|^(?:phó )?[^\W\d]+ trưởng\W*$|^chính trị viên"
ON_BEHALF = r"^\W*(?:kt|q|tl|tuq|tm)\.?\s"

# Duties ---------------------------------------------------------------------------------------------
RELATED = r"^\W*(?:tin liên quan|tin cùng chuyên mục|các tin khác|bài liên quan|xem thêm|đọc thêm|tin khác|có thể bạn quan tâm|tin mới hơn|tin cũ hơn|bình luận|ý kiến bạn đọc)"
SPEECH = r"(?:nhấn mạnh|cho biết|khẳng định|phát biểu|bày tỏ|chia sẻ(?: rằng| thêm|:)|cho rằng|mong muốn|tin tưởng|hy vọng|kỳ vọng|đánh giá cao|ghi nhận|cảm ơn|chúc mừng|yêu cầu|trao đổi văn kiện|chào xã giao|tiếp xã giao|chứng kiến|nói)(?:\W|$)"
RESULT = r"(?:thời gian|những năm|năm|giai đoạn|nhiệm kỳ|qua)\s+(?:vừa\s+)?qua|(?:từ|trong) (?:năm|giai đoạn) \d{4}(?:\s*-\s*\d{4})?,? [^.]{0,40}đã|\bđã (?:đạt|phối hợp|tổ chức|triển khai|hỗ trợ|trao|tham dự|diễn ra|thực hiện|góp|xây dựng|chứng kiến|nghe|có (?!hiệu lực)|đào tạo|tiếp nhận|thụ lý|thông báo|được)|kết quả (?:đạt được|trên)|trước đó"
NOT_DUTY = r"^\W*(?:thỏa thuận|bản ghi nhớ|biên bản|chương trình|quy chế|kế hoạch)(?: này| phối hợp này)?\s+(?:có (?:giá trị|hiệu lực|thời hạn)|được (?:lập|làm|ký)|quy định|áp dụng)\b|^\W*(?:người đại diện|đại diện|địa chỉ|điện thoại|chức vụ|mã số thuế|tài khoản|email|fax|họ (?:và )?tên)\s*(?:theo pháp luật)?\s*:|có hiệu lực (?:từ|kể từ|thi hành|trong|thực hiện)|được lập thành|(?:làm|lập) thành\s+\w+\s+(?:\(\w+\) )?bản|có giá trị (?:pháp lý |như nhau|ngang)|sửa đổi,? bổ sung (?:cho|chương trình|quy chế|thỏa thuận|bản|một số)|giải quyết (?:bất đồng|tranh chấp)|phát sinh (?:vướng mắc|khó khăn)|nếu có (?:vướng|khó|phát sinh|vấn đề)|chịu chi phí|tự chịu|kinh phí (?:thực hiện|hoạt động|tổ chức) (?:được|do|từ)|trên đây là|thay thế (?:quy chế|chương trình|thỏa thuận)|bản gốc|chấm dứt|gia hạn|hết hạn|không tạo ra (?:quyền|nghĩa vụ)|làm đầu mối|là đầu mối|cơ quan thường trực|đơn vị đầu mối|^\W*kinh phí"
ORGANISATION_NOT = r"(?:làm|là) đầu mối|giúp lãnh đạo|xây dựng kế hoạch|trong quá trình thực hiện|vướng mắc"
REVIEW_ONLY = r"sơ kết|tổng kết|giữa kỳ|đánh giá cuối kỳ"
MEETING_TOO = r"hội nghị|họp|tham mưu|đề xuất|chỉ thị|nghị quyết|khen thưởng"
REVIEW_OBJECT = r"[,\s]*(?:và |, )?(?:sơ kết|tổng kết)?[,\s]*(?:việc |tình hình )?(?:thực hiện )?(?:các (?:chỉ thị|nghị quyết|chủ trương)|chỉ thị|kết luận của)"
REVIEW_NOT = r"(?:đã|vừa) (?:tổng kết|sơ kết|tổ chức (?:sơ kết|tổng kết))|tổng kết (?:công tác|giai đoạn(?= \d)|chương trình phối hợp giai đoạn|\d+ năm|thực tiễn)|theo báo cáo|giai đoạn trước"
RHYTHM = r"(?:hằng|hàng|mỗi|từng) (?:năm|quý|tháng)|định kỳ|(?:6|06|sáu) tháng|thường niên"
DIRECTIVE = r"chỉ thị|nghị quyết|kết luận"
INTRO_END = r"(?:gồm|như sau|sau đây|cụ thể|sau|là|như|theo đó|thống nhất|nội dung|lĩnh vực|nhiệm vụ|hoạt động|vấn đề|tập trung(?: vào)?)[^:;.]{0,30}:\s*"
LEAD = r"^[^;:]{0,170}?(?:\bsẽ(?: cùng(?: nhau)?)?|có nhiệm vụ|thống nhất(?: sẽ)?|cam kết(?: sẽ)?|nhất trí(?: sẽ)?|tập trung (?:vào )?(?:các nội dung )?|có trách nhiệm)\s+(?=" + ACTION + r")"
VERB = r"\b(?:sẽ|có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tổ chức|cử|(?<!các )(?<!mọi )cấp(?! (?:cao|tỉnh|huyện|xã|trên|dưới|ủy|bộ|hội))|tiếp nhận|hỗ trợ|tài trợ|kiểm sát|bố trí|thông báo|cung cấp|tạo|lựa chọn|giới thiệu|chỉ đạo|tham gia|đảm bảo|bảo đảm|hướng dẫn|xây dựng|thực hiện|triển khai|tuyên truyền|vận động|giúp|cam kết|tiếp tục|huy động|mở|họp|luân phiên|đào tạo|tập huấn|trao|đăng|phát sóng|gửi|họp|hội đàm|hội ý|chuyển|dạy|khám|mời|thành lập|ngồi lại|gặp|dành|lập|lo|thống nhất|kiểm điểm|đánh giá|khảo sát|tặng|góp ý|kiểm tra|giám sát|nghiên cứu|bồi dưỡng|trồng|nắm|tọa đàm|giao lưu)\b"
ACTION_STRONG = r"(?:đồng thời )?(?:(?:hằng|hàng|mỗi) năm )?(?:sẽ )?(?:phối hợp )?(?:tổ chức|hỗ trợ|tuyên truyền|trao đổi|chia sẻ|cung cấp|xây dựng|nghiên cứu|tham mưu|kiểm tra|giám sát|đào tạo|bồi dưỡng|tập huấn|cử|tiếp nhận|giới thiệu|tôn vinh|khen thưởng|phát động|vận động|cấp học bổng|phối hợp|lập tổ|tuyên dương|biểu dương|mở|đăng|dành|tặng|bố trí|khảo sát|góp ý|kiến nghị|chỉ đạo|trồng|dạy|thông báo|gửi|hướng dẫn|lựa chọn|thành lập|trao|thăm|số hóa|thí điểm|đề xuất|đối thoại)\b"
LINK_TAIL = r"(?:,|;|\s+và|\s+đồng thời)+\s*$"
UPPER_STOP = "VỀ VỚI GIAI GIỮA TẠI NĂM KÝ ĐÃ TRONG NƯỚC PHỐI NHIỆM SỐ".split()
ORG_HEADS_UPPER = r"(?:" + ORG_HEADS_CASED.upper().replace("(?:", "(?:").replace(r"\W", r"\W") + r")(?!\w)"
TITLE_YEAR = ONE_YEAR
ORG_VERB = r"(?:bố trí|tổ chức|huy động|cử|cấp(?! (?:cao|tỉnh|huyện))|tiếp nhận|tuyên truyền|giới thiệu|ký|họp|tạo|trao|triển khai|thực hiện|phối hợp|chỉ đạo|hướng dẫn|tiếp tục|duy trì|vận động|chủ trì|giám sát|khảo sát|trích|dành|đề nghị|hỗ trợ|giúp|nghiên cứu|tham mưu|lựa chọn|phát động|cung cấp|bảo đảm|đảm bảo|thông báo|chịu|mở|đăng|phát sóng|nhận|lập|mời|tập hợp|gửi|phản ánh|ban hành|xây dựng(?! đất)|tham gia|phục vụ|cùng|gồm)\b"
OPENS_LIST = r"(?:chúng tôi|giữa|gồm|các bên|hai bên|gồm có)"
TITLE_OF = r"\b(?:của|giữa)\s+"
MODAL_HEAD = r"(?:sẽ|có trách nhiệm|chịu trách nhiệm|cam kết|thống nhất)(?: cùng| phối hợp)?\s+"
ADDRESS = r"(?:\s*,\s*(?:địa chỉ|có trụ sở|trụ sở|do|đại diện|nước)[^,;()\n]{2,90}){1,3}(?:\s*,\s*[^,;()\n]{2,60}){0,2}?(?=\s+(?:và|với)\s)"
DUTY_MODAL = r"\b(?:sẽ|có trách nhiệm|luân phiên|cử|tổ chức|phối hợp|hỗ trợ|tạo điều kiện)\b"
SIGNED_BY = r"\b(?:do|bởi)\s+(?=[^.;]{0,120}\bký)"
TODAY = [(r"hôm nay|(?:sáng|chiều|tối) nay", 0), (r"hôm qua|(?:sáng|chiều|tối) qua", 1)]
MONTH_ONLY = r"\b(?:trong|đầu|cuối|giữa|vào) tháng (?P<m>\d{1,2})\b(?!\s*(?:/|-|năm|,)?\s*\d|\s*năm)"
COURTESY = r"(?:" + HONORIFICS_CASED + r"|\()\s*[:,.]?\s*"
UNTIL = r"(?:hiệu lực|giá trị|thực hiện|từ ngày ký)[^.;\n]{0,60}?(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+|tháng\s+)?(?P<b>(?:\d{1,2}[/.-]){0,2}(?:\d{1,2}\s+tháng\s+\d{1,2}\s+)?(?:năm\s+)?20\d{2})"
YEAR_OPENS = r"\W*(?:trong |riêng |qua )?(?:năm|giai đoạn|nhiệm kỳ|các năm|từ năm) "
PLACE_WORDS = "tỉnh thành huyện quận thị xã phường nước khu".split()

# The type by the first verb of a duty and what it is done to; the first that fits counts.
_OBJ = r"[^;:]{0,60}?"
HEAD_LEAD = r"(?:phối hợp|hợp tác|cùng nhau|cùng|chủ động|tích cực|thường xuyên|kịp thời|định kỳ|(?:hằng|hàng|mỗi) (?:năm|quý|tháng|tuần),?|sẽ|tiếp tục|chủ trì,?|tham gia|thực hiện|triển khai|long trọng|luân phiên|tổ chức|tăng cường|đẩy mạnh|làm tốt (?:công tác )?|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|cam kết|thống nhất|nhất trí|sẵn sàng|trực tiếp|và|hoạt động|tiến hành|công tác|hướng dẫn và|với ________|các|việc)\s+"
TYPE_HEADS = [
    ("research_advice", r"(?:trao đổi,? (?:và )?)?thống nhất (?:kiến nghị|đề xuất)|tham mưu"),
    ("publicity", r"biên soạn,? (?:và )?(?:in|phát hành|sách|sổ tay|cẩm nang|tài liệu|tờ)|vận động,? (?:và )?tuyên truyền|giới thiệu,? (?:các |những )?(?:sản phẩm|dịch vụ|hình ảnh|tiềm năng|gương|mô hình|hoạt động|văn hóa|chính sách)"),
    ("visit", r"(?:bố trí|tổ chức|đưa)[^;:]{0,50}đoàn[^;:]{0,70}(?:đi |ra |đến )?thăm"),
    ("course", r"cử [^;:]{0,30}(?:truyền đạt|giảng dạy|lên lớp|làm giảng viên|báo cáo chuyên đề)"),
    ("supervision", r"điều tra|xử lý (?:nghiêm )?(?:các )?(?:vi phạm|đối tượng|trường hợp)|thành lập [^;:]{0,30}(?:rà soát|giám sát|thanh tra)"),
    ("support", r"hướng dẫn, (?:giúp|hỗ trợ)|cho [^;:]{0,40}vay|đóng góp (?!ý kiến)|ủng hộ|tặng cờ tổ quốc|khám(?: bệnh|,)"),
    ("directive", r"định hướng|giao (?:cho )?(?:công an|các|phòng|ban|đơn vị|sở|chi)(?! ban)|(?:lãnh đạo,? |quán triệt,? |hướng dẫn,? (?:và )?)?chỉ đạo|yêu cầu|ra thông bạch|đôn đốc|quán triệt|hướng dẫn (?:các )?(?:cấp|đơn vị|cơ sở|chi|hội|công đoàn|phòng|huyện|xã|tổ chức|trường|ngành|tự viện)"),
    ("experience", rf"(?:trao đổi|chia sẻ|học tập|học hỏi|tham quan|tọa đàm|giao lưu|hội thảo|hội nghị){_OBJ}kinh nghiệm|hội thảo|tọa đàm|diễn đàn|trao đổi (?:giảng viên|chuyên gia|cán bộ|giáo viên|nhà khoa học|nghệ sĩ|bác sĩ)"),
    ("visit", r"(?:trao đổi|cử|đón|mời|tiếp|đón tiếp)(?: [\w,-]+){0,6} đoàn\b(?! (?:kết|viên|thể|liên ngành|kiểm))|(?:các )?chuyến (?:thăm|công tác|đi)|thăm (?:và|,) làm việc|thăm (?:lẫn|hữu|viếng)|đi thăm|thăm chính thức|tham quan|trao đổi đoàn|đoàn (?:đi|công tác|tham quan|ra|vào|cán bộ|đại biểu)"),
    ("course", rf"(?:mở|dạy|cử|mời|hỗ trợ|giúp|khai giảng|giảng dạy|bố trí)?\s?{_OBJ}(?<!hội nghị, )(?:lớp (?:học|tiếng|tập huấn|bồi dưỡng|đào tạo|hướng dẫn|chuyên|dạy|cập nhật|kỹ năng|nghiệp vụ)|khóa (?:học|tập huấn|bồi dưỡng|đào tạo|huấn luyện))" + r"(?! do)|(?:tập huấn|bồi dưỡng|huấn luyện|truyền nghề|truyền dạy|dạy (?:tiếng|nghề|chữ|kỹ))|mở (?:\d+ )?lớp|(?:giúp (?:\w+ ){0,3}|hỗ trợ )?(?:đào tạo)(?!.{0,50}(?:đại học|thạc sĩ|tiến sĩ))"),
    ("students", r"(?:tiếp nhận|cấp|trao|dành|tuyển|nhận|cử|gửi|đào tạo)(?! đỡ đầu)[^;:]{0,50}?(?:sinh viên|học bổng|lưu học sinh|học viên|nghiên cứu sinh|thực tập sinh|thạc sĩ|tiến sĩ|cử nhân|đại học)"),
    ("support", r"cung cấp (?:tài liệu|dịch vụ|trang|thiết bị|giống|vật)"),
    ("other", r"(?:trao đổi|cung cấp|thông báo|chia sẻ|gửi|chuyển giao|chuyển|thông tin|phát hiện, cung cấp|tổng hợp|tiếp nhận)(?:[ ,]+[\w/-]+,?){0,9}? (?:thông tin|số liệu|dữ liệu|danh sách|tình hình|báo cáo|hồ sơ|văn bản|bản án|kết luận|quyết định|dự thảo|bản tin|bản sao|bản dịch|ý kiến|kế hoạch|tài liệu|kiến nghị|ấn phẩm|tin báo|kết quả)\b|thông báo|báo tin"),
    ("award", r"(?:gặp mặt,? |bình chọn,? )?(?:biểu dương|khen thưởng|tôn vinh|tuyên dương|vinh danh|xét chọn, biểu dương|trao (?:giải|thưởng|bằng|kỷ niệm)|tặng (?:bằng|giấy|kỷ niệm|cờ))|xét,? (?:đề nghị )?[^;:]{0,40}(?:tặng|khen)|đề nghị [^;:]{0,50}(?:tặng|khen thưởng)"),
    ("nomination", r"(?:phát hiện,? )?(?:lựa chọn|giới thiệu|đề cử|bình chọn|xét chọn|tuyển chọn|chọn cử|bình xét)(?! (?:sản phẩm|việc làm))|cử (?:cán bộ|học viên|người|công chức|đoàn viên|hội viên)[^;:]{0,50}(?:khóa|lớp|đi học|đào tạo|học tập)"),
    ("contest", r"(?:hội thi|cuộc thi|hội thao|hội diễn|giải (?!thích|quyết|ngân|pháp)|liên hoan|thi |giao hữu|bóng )|giao lưu (?:văn nghệ|thể thao|bóng|thể dục)|phát động (?:hội thi|cuộc thi)"),
    ("campaign", r"phát động|vận động(?! viên)|ra quân|hưởng ứng|phong trào|cuộc vận động|chiến dịch|trồng |hiến máu|ngày hội|tuần lễ|tháng (?:hành động|cao điểm)"),
    ("publicity", r"tuyên truyền|phổ biến|truyền thông|đăng (?!cai|ký)|đăng tải|phát sóng|quảng bá|trưng bày|triển lãm|in ấn|biên soạn,? (?:in|sách|tài liệu|tờ)|xuất bản|phát hành|lồng ghép|giáo dục|sản xuất (?:chương trình|phóng sự|phim)|(?:xây dựng|mở|duy trì|dành) [^;:]{0,30}(?:chuyên mục|chuyên trang|khung giờ|phóng sự|bản tin|chương trình truyền hình|chương trình phát thanh|fanpage)|\"tuần |hội nghị tư vấn|nâng cao nhận thức"),
    ("supervision", r"(?:kiểm tra|giám sát|kiểm sát|tuần tra|thanh tra|theo dõi|rà soát|khảo sát(?!,? (?:nghiên cứu|thiết kế))|phản biện)|thành lập [^;:]{0,30}kiểm tra|đưa [^;:]{0,60}kiểm tra"),
    ("research_advice", r"(?:nghiên cứu,? )?(?:tham mưu|kiến nghị|góp ý|đóng góp ý kiến|đề xuất(?! và thực hiện))|nắm [^;:]{0,60}tham mưu|soạn thảo|xây dựng (?:chính sách|pháp luật|văn bản|dự thảo|cơ chế)"),
    ("project", r"(?:nghiên cứu|sưu tầm|đề xuất và thực hiện|thí điểm|số hóa|thử nghiệm|nhân rộng|đầu tư|đề tài|dự án|xây dựng(?! kế hoạch| chuyên))"),
    ("meeting", r"(?:họp|hội đàm|hội ý|gặp|gặp mặt|gặp gỡ|giao ban|ngồi lại|kiểm điểm|đánh giá|sơ kết|tổng kết|rút kinh nghiệm|hội nghị|đối thoại|hội thảo|tham dự|đăng cai|hội chợ)"),
    ("support", r"(?:hỗ trợ|giúp|tặng|trao tặng|cử |bố trí|cấp |dành|miễn|giảm|chi trả|chịu |tạo (?:mọi )?(?:điều kiện|thuận lợi)|hoàn tất thủ tục|làm thủ tục|bảo đảm (?:giảng|tài|kinh|nơi|chỗ|an toàn|hậu)|lo |nhận đỡ đầu|đỡ đầu|thu xếp|cho vay|thăm hỏi|khám|hội chẩn|chăm lo|trích|tài trợ|ủng hộ|trợ giúp|tư vấn|ưu tiên|giải ngân|cho phép|đội hình|phiên dịch|trang bị|lắp đặt|sửa chữa|lập tổ|kết nối)"),
]  # fmt: skip
# Words that stop a name save as half of one of these: Đài Tiếng nói, Ban An toàn giao thông.
ORG_PAIRS = (
    "đào tạo|tái tạo|sáng tạo|kiến tạo|chế tạo|lưu trữ|tiếng nói|giao thông|giao dịch|thực phẩm|thực vật|thực hành|thực nghiệm|phát triển|phát thanh|phát hành|cộng đồng|hợp đồng|hội đồng|"
    "dân chủ|chủ nghĩa|thể thao|thể dục|tập thể|đoàn thể|thống kê|khai thác|khai khoáng|độc lập|công lập|việc làm|cấp nước|thoát nước|nguyên nước|"
    "tự do|tổ quốc|tài nguyên nước|đầu tư xây|giao lưu văn|trao quyền|phục hồi|chỉ huy|chỉ dẫn|hỗ trợ phát|từ thiện|từ điển|xây lắp|"
    "tham mưu|công trình|nhận dạng|thành lập|trên biển|cựu giáo|tiếp thị|bảo tồn|tập đoàn|sau đại|sau thu|trước sinh|mở rộng|bao bì|cung ứng|cụ thể"
).split("|")
# After these a Vietnamese name goes on in small letters only with one of the words that follow.
# Joined inside one name: Báo và Đài, Báo và Phát thanh, Truyền hình.
ORG_JOINED = "báo đài|báo phát|thanh truyền".split("|")
# A name of its own where a capital follows, not only "the agency of ...".
ORG_WHOLE = r"Cơ quan (?=[A-ZĐ])"
BRANCH = r"(?:[Cc]hi nhánh|CHI NHÁNH|[Pp]hân hiệu|PHÂN HIỆU|[Cc]ơ sở|CƠ SỞ|[Pp]hân viện|PHÂN VIỆN|[Ss]ở [Gg]iao dịch|SỞ GIAO DỊCH) "
AFTER_NUMBER = "và với cùng phối ký tổ thống đã vừa sẽ do trong về có đồng thỏa".split()
ORG_ENDS = "tỉnh_ủy thành_ủy huyện_ủy tỉnh_đoàn thành_đoàn trung_ương việt_nam".split()
NAME_MORE = r",\s+[Cc]hi nhánh [^,;.()\n]{3,50}?(?=\s*(?:\(|,|;|\.|\n|$)|\s+(?:và|với|đã|ký|tổ chức)\s)"
NAME_CHILD = r"(?:Cục|Vụ|Viện|Trung tâm|Khoa|Phòng|Tổng cục|Chi cục|Học viện|Trường|Bảo tàng|Ban|Văn phòng)\b"
NAME_PARENT = r",\s+(?:(?:trực )?thuộc )?(?:Bộ|Đại học|UBND|Ủy ban|Sở|Trường|Viện|Tỉnh|Quốc hội) [^,;.()\n]{3,50}?(?=\s+(?:nước|và|với|ký|đã)\s|\s*[,;.()\n]|$)"
PARTY_LETTER = r"\(\s*(?:[^()]{0,40}\s)?\"?(?:bên|phía) (?:a|b|c|1|2|thứ nhất|thứ hai)\"?\s*\)|(?:gọi|viết) (?:tắt )?là:?\s*\"?bên (?:a|b|c)"
YEAR_ONLY = r"\((?:được )?ký[^()\n]{0,160}năm (?P<y>20\d{2})\)|^\W*(?:được )?ký (?:kết )?năm (?P<y2>20\d{2})\W*$"
DATES.insert(2, r"(?:ngày|từ)\s+(?P<d>\d{1,2})\s*(?:-|và|đến(?: ngày)?)\s*\d{1,2}\s?[/-]\s?(?P<m>\d{1,2})(?:\s?[/-]\s?(?P<y>\d{4}))?(?![\d/-])")
WITNESS_HEAD = r"^\W*(?:người )?(?:làm chứng|chứng kiến)|\(chứng kiến\)|xác nhận của"
