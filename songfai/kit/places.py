"""Place names as they are written in Vietnamese, which no line may cut: Viêng|Chăn, Thanh|Hóa. Plain Python.

Vietnamese parts every syllable by a space, so nothing in the text tells a name from two words. Listed are countries and
capitals, the provinces of Viet Nam before and after they were joined in July 2025, and those of Laos; the tone of oa on either
letter, as both are written.
"""

import re

NAMES = """
Việt Nam|Viêng Chăn|Hà Nội|Hồ Chí Minh|Trung Quốc|Thái Lan|Nhật Bản|Hàn Quốc|An Giang|Bà Rịa|Vũng Tàu|Bạc Liêu
Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Lạt|Đà Nẵng
Đắk Lắk|Đắk Nông|Điện Biên Phủ|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Tĩnh|Hải Dương|Hải Phòng
Hậu Giang|Hòa Bình|Hoà Bình|Hưng Yên|Khánh Hòa|Khánh Hoà|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai
Long An|Nam Định|Nghệ An
Nha Trang|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La
Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thanh Hoá|Thừa Thiên Huế|Tiền Giang|Trà Vinh
Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái
Bo Kẹo|Bò Kẹo|Bô-ly-khăm-xay|Bô Ly Khăm Xay|Chăm-pa-sắc|Chăm Pa Sắc|Hủa Phăn|Khăm Muộn|Luông Nậm Thà|Luông Pha Băng
Luông Pha-băng|Luang Prabang|Phông Sa Lỳ|Sa-la-van|Sa La Văn|Sa-vẳn-na-khẹt|Xa-vẳn-na-khẹt|Savannakhet|U Đôm Xay
Xay Nha Bu Ly|Xay Sổm Bun|Xê Kông|Xiêng Khoảng|Át-ta-pư
"""
KNOWN = [name for line in NAMES.strip().splitlines() for name in line.split("|")]
# A pattern, without groups. As names stand in a text or, in the heads of papers, in capitals; words in small letters (hòa bình)
# are no places.
PLACE = (
    r"(?<!\w)(?:"
    + "|".join(
        re.escape(one) for name in sorted(KNOWN, key=len, reverse=True) for one in (name, name.upper())
    )
    + r")(?!\w)"
)
