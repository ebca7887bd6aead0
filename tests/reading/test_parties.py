"""Who the sides are, in the ways texts name them."""

import pytest

from songfai.reading import read
from songfai.reading.fold import key

VIETNAMESE = [
    ("Sáng 12/3, tại Hà Nội, Bộ Y tế và Bảo hiểm xã hội Việt Nam tổ chức Lễ ký kết Quy chế phối hợp giai đoạn 2023-2027.",
     ["Bộ Y tế", "Bảo hiểm xã hội Việt Nam"]),
    ("Ngày 5/6, Tỉnh Đoàn Đắk Lắk phối hợp với Ngân hàng Chính sách xã hội tỉnh tổ chức lễ ký kết chương trình phối hợp.",
     ["Tỉnh Đoàn Đắk Lắk", "Ngân hàng Chính sách xã hội tỉnh"]),
    ("Trường Đại học Vinh và Trường Đại học Savannakhet (Lào) vừa ký kết thỏa thuận hợp tác đào tạo.",
     ["Trường Đại học Vinh", "Trường Đại học Savannakhet"]),
    ("Chiều nay diễn ra lễ ký kết chương trình phối hợp giữa Ủy ban MTTQ Việt Nam tỉnh, Hội Cựu chiến binh tỉnh và Sở Tài nguyên và Môi trường.",
     ["Ủy ban MTTQ Việt Nam tỉnh", "Hội Cựu chiến binh tỉnh", "Sở Tài nguyên và Môi trường"]),
    ("Ngày 2/8, Tập đoàn Bưu chính Viễn thông Việt Nam ký thỏa thuận hợp tác chiến lược với UBND tỉnh Lai Châu về chuyển đổi số.",
     ["Tập đoàn Bưu chính Viễn thông Việt Nam", "UBND tỉnh Lai Châu"]),
    ("Ngày 9/9, Kiểm toán Nhà nước Việt Nam và Cơ quan Kiểm toán Nhà nước Lào đã ký Bản ghi nhớ hợp tác giai đoạn 2024-2028.",
     ["Kiểm toán Nhà nước Việt Nam", "Cơ quan Kiểm toán Nhà nước Lào"]),
    ("Báo Nhân Dân và Báo Pasaxon ký thỏa thuận hợp tác trao đổi tin, bài giai đoạn 2025-2029.",
     ["Báo Nhân Dân", "Báo Pasaxon"]),
    ("Sáng 3/4, Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Bắc Kạn và Sở Lao động - Thương binh và Xã hội tổ chức ký kết chương trình phối hợp.",
     ["Hội Liên hiệp Phụ nữ tỉnh Bắc Kạn", "Sở Lao động - Thương binh và Xã hội"]),
    ("Lễ ký kết kế hoạch hợp tác năm 2025 giữa Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Bình với Sở Thông tin, Văn hóa và Du lịch tỉnh Khăm Muộn.",
     ["Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Bình", "Sở Thông tin, Văn hóa và Du lịch tỉnh Khăm Muộn"]),
    ("Bệnh viện Đa khoa tỉnh Sơn La và Bệnh viện tỉnh Hủa Phăn ký kết biên bản ghi nhớ hợp tác chuyên môn.",
     ["Bệnh viện Đa khoa tỉnh Sơn La", "Bệnh viện tỉnh Hủa Phăn"]),
    ("Ngày 20/11, tỉnh Quảng Nam và tỉnh Sê Kông (Lào) ký kết thỏa thuận hợp tác giai đoạn 2022-2026.",
     ["tỉnh Quảng Nam", "tỉnh Sê Kông"]),
    ("Ngày 14/5, Công an tỉnh Nghệ An đã tổ chức Hội nghị ký kết quy chế phối hợp với Đài Phát thanh và Truyền hình tỉnh.",
     ["Công an tỉnh Nghệ An", "Đài Phát thanh và Truyền hình tỉnh"]),
    ("BẢN GHI NHỚ HỢP TÁC\nGIỮA\nBỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVÀ\nBỘ NÔNG LÂM NGHIỆP NƯỚC CỘNG HÒA DÂN CHỦ NHÂN DÂN LÀO\n\nĐiều 1. Mục đích\nHai bên hợp tác.\nĐiều 2. Nội dung hợp tác\n1. Trao đổi đoàn cán bộ kỹ thuật mỗi năm.\n",
     ["BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "BỘ NÔNG LÂM NGHIỆP"]),
    ("THỎA THUẬN HỢP TÁC\nSố: 12/TTHT\n\nHôm nay, ngày 10 tháng 5 năm 2024, tại Huế, chúng tôi gồm:\n\nBÊN A: TRUNG TÂM BẢO TỒN DI TÍCH CỐ ĐÔ HUẾ\nĐại diện: Ông Lê Văn Minh - Chức vụ: Giám đốc\n\nBÊN B: TRƯỜNG ĐẠI HỌC NGHỆ THUẬT QUỐC GIA\nĐại diện: Bà Trần Thị Lan - Chức vụ: Hiệu trưởng\n\nĐiều 1. Nội dung hợp tác\n1. Hai bên phối hợp tổ chức trưng bày.\n",
     ["TRUNG TÂM BẢO TỒN DI TÍCH CỐ ĐÔ HUẾ", "TRƯỜNG ĐẠI HỌC NGHỆ THUẬT QUỐC GIA"]),
    ("CHƯƠNG TRÌNH PHỐI HỢP\ngiữa Ban Dân vận Tỉnh ủy với Ban Thường vụ Tỉnh Đoàn\ngiai đoạn 2023-2027\n\nCăn cứ Nghị quyết số 25-NQ/TW;\n\nI. MỤC ĐÍCH\n1. Nâng cao hiệu quả.\nII. NỘI DUNG\n1. Tuyên truyền pháp luật cho thanh niên.\n",
     ["Ban Dân vận Tỉnh ủy", "Tỉnh Đoàn"]),
]  # fmt: skip

ENGLISH = [
    ("The Ministry of Education and Sports of Laos and the Ministry of Education and Training of Vietnam signed a cooperation plan for 2024 on Monday.",
     ["Ministry of Education and Sports of Laos", "Ministry of Education and Training of Vietnam"]),
    ("Vietnam's Ministry of Public Security and the Lao Ministry of Public Security on May 3 signed an agreement on training.",
     ["Vietnam's Ministry of Public Security", "Lao Ministry of Public Security"]),
    ("The National University of Laos (NUOL) and Hanoi University of Science and Technology (HUST) signed a memorandum of understanding on 2 May.",
     ["National University of Laos", "Hanoi University of Science and Technology"]),
    ("A memorandum of understanding was signed between the Department of Agriculture and Forestry of Luang Namtha Province and the World Wide Fund for Nature in Vientiane.",
     ["Department of Agriculture and Forestry of Luang Namtha Province", "World Wide Fund for Nature"]),
    ("Electricite du Laos (EDL) has signed an MoU with Vietnam Electricity (EVN) on power trade for 2025-2030.",
     ["Electricite du Laos", "Vietnam Electricity"]),
    ("Leaders of Dong Nai province and the Lao province of Champasak on December 28 signed a Memorandum of Understanding on cooperation between the two authorities for the 2022-2026 period.",
     ["Dong Nai province", "Lao province of Champasak"]),
    ("The Lao Women's Union and the Vietnam Women's Union signed a cooperation agreement for 2022-2027 in Vientiane on Tuesday.",
     ["Lao Women's Union", "Vietnam Women's Union"]),
    ("Mahosot Hospital and Bach Mai Hospital have signed a five-year memorandum of understanding.",
     ["Mahosot Hospital", "Bach Mai Hospital"]),
    ("The Lao National Chamber of Commerce and Industry (LNCCI) on Friday signed a cooperation agreement with the Vietnam Chamber of Commerce and Industry (VCCI).",
     ["Lao National Chamber of Commerce and Industry", "Vietnam Chamber of Commerce and Industry"]),
    ("Ho Chi Minh City and Vientiane sealed a memorandum of understanding for cooperation during 2021-2025.",
     ["Ho Chi Minh City", "Vientiane"]),
    ("MEMORANDUM OF UNDERSTANDING\nBETWEEN\nTHE NATIONAL LIBRARY OF LAOS\nAND\nTHE NATIONAL LIBRARY OF VIET NAM\n\nArticle 1. Purpose\nThis Memorandum sets the framework.\nArticle 2. Areas of cooperation\n1. Exchange of publications;\n2. Training of librarians.\n",
     ["NATIONAL LIBRARY OF LAOS", "NATIONAL LIBRARY OF VIET NAM"]),
    ("COOPERATION AGREEMENT\n\nThis Agreement is made on 4 June 2024 between the Lao Bar Association, hereinafter referred to as \"LBA\", and the Viet Nam Bar Federation, hereinafter referred to as \"VBF\".\n\nArticle 1. Areas of cooperation\n1. LBA shall receive two lawyers each year.\nArticle 2. Entry into force\nThis Agreement enters into force upon signature.\n",
     ["Lao Bar Association", "Viet Nam Bar Federation"]),
    ("REGULATION ON COORDINATION\nbetween the Provincial People's Court and the Provincial Bar Association\n\nArticle 1. Scope\nThis Regulation governs coordination.\nArticle 2. Contents of coordination\n1. The Court shall notify the Bar Association of hearings.\n",
     ["Provincial People's Court", "Provincial Bar Association"]),
    ("MEMORANDUM OF UNDERSTANDING\n\nParty A: Savannakhet University, Savannakhet Province\nParty B: Hue University of Sciences\n\nArticle 1. Areas of cooperation\n1. Exchange of students.\nArticle 2. Duration\nThis Memorandum is valid for five years.\n",
     ["Savannakhet University", "Hue University of Sciences"]),
    ("The State Audit Organisation of Laos, the State Audit Office of Vietnam and the National Audit Authority of Cambodia signed a joint plan on 8 August 2024.",
     ["State Audit Organisation of Laos", "State Audit Office of Vietnam", "National Audit Authority of Cambodia"]),
    ("Vientiane Times and Viet Nam News signed a cooperation agreement on exchange of news on 3 March 2024.",
     ["Vientiane Times", "Viet Nam News"]),
    ("The Provincial Youth Union on Thursday signed a coordination programme with the Provincial Department of Science and Technology for 2024-2027.",
     ["Provincial Youth Union", "Provincial Department of Science and Technology"]),
]  # fmt: skip

LAO = [
    ("ວັນທີ 5 ມີນາ 2024, ກະຊວງຍຸຕິທຳ ແຫ່ງ ສປປ ລາວ ແລະ ກະຊວງຍຸຕິທຳ ແຫ່ງ ສສ ຫວຽດນາມ ໄດ້ລົງນາມບົດບັນທຶກຄວາມເຂົ້າໃຈ ໄລຍະ 2024-2028.",
     ["ກະຊວງຍຸຕິທຳ ແຫ່ງ ສປປ ລາວ", "ກະຊວງຍຸຕິທຳ ແຫ່ງ ສສ ຫວຽດນາມ"]),
    ("ພິທີລົງນາມບົດບັນທຶກຊ່ວຍຈຳວ່າດ້ວຍການຮ່ວມມື ລະຫວ່າງສູນກາງແນວລາວສ້າງຊາດ (ສນຊ) ແລະ ສະພາແນວໂຮມປິຕຸພູມຫວຽດນາມ ຈັດຂຶ້ນວັນທີ 5 ພະຈິກ 2019.",
     ["ສູນກາງແນວລາວສ້າງຊາດ", "ສະພາແນວໂຮມປິຕຸພູມຫວຽດນາມ"]),
    ("ຕອນເຊົ້າວັນທີ 9 ເມສາ, ພະແນກກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ແຂວງຫຼວງພະບາງ ໄດ້ລົງນາມແຜນງານຮ່ວມມືກັບ ສະຫະພັນແມ່ຍິງແຂວງຫຼວງພະບາງ ໄລຍະ 2025-2028.",
     ["ພະແນກກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ແຂວງຫຼວງພະບາງ", "ສະຫະພັນແມ່ຍິງແຂວງຫຼວງພະບາງ"]),
    ("ມະຫາວິທະຍາໄລແຫ່ງຊາດ ແລະ ມະຫາວິທະຍາໄລວິນ ໄດ້ເຊັນຂໍ້ຕົກລົງຮ່ວມມື ໃນວັນທີ 3 ມິຖຸນາ 2023.",
     ["ມະຫາວິທະຍາໄລແຫ່ງຊາດ", "ມະຫາວິທະຍາໄລວິນ"]),
    ("ບໍລິສັດ ລາວໂທລະຄົມມະນາຄົມ ມະຫາຊົນ ແລະ ທະນາຄານ ພັດທະນາລາວ ຈຳກັດ ໄດ້ລົງນາມສັນຍາຮ່ວມມື ໃນວັນທີ 12 ກັນຍາ 2024.",
     ["ບໍລິສັດ ລາວໂທລະຄົມມະນາຄົມ ມະຫາຊົນ", "ທະນາຄານ ພັດທະນາລາວ ຈຳກັດ"]),
    ("ຊາວໜຸ່ມປະຊາຊົນປະຕິວັດລາວແຂວງ ກັບ ສະຫະພັນກຳມະບານແຂວງ ລົງນາມແຜນງານປະສານສົມທົບ ໄລຍະ 2024-2027 ໃນວັນທີ 2 ກຸມພາ.",
     ["ຊາວໜຸ່ມປະຊາຊົນປະຕິວັດລາວແຂວງ", "ສະຫະພັນກຳມະບານແຂວງ"]),
    ("ແຂວງບໍລິຄຳໄຊ ແລະ ແຂວງຮ່າຕິ້ງ ໄດ້ລົງນາມບົດບັນທຶກການຮ່ວມມື ໄລຍະ 2023-2027.",
     ["ແຂວງບໍລິຄຳໄຊ", "ແຂວງຮ່າຕິ້ງ"]),
    ("ບົດບັນທຶກຄວາມເຂົ້າໃຈ\nລະຫວ່າງ\nຫໍສະໝຸດແຫ່ງຊາດລາວ\nແລະ\nຫໍສະໝຸດແຫ່ງຊາດຫວຽດນາມ\n\nມາດຕາ 1 ຈຸດປະສົງ\nເພື່ອຍົກສູງການຮ່ວມມື.\nມາດຕາ 2 ຂົງເຂດຮ່ວມມື\n1. ແລກປ່ຽນປຶ້ມ ແລະ ເອກະສານ;\n2. ຝຶກອົບຮົມພະນັກງານຫໍສະໝຸດ.\n",
     ["ຫໍສະໝຸດແຫ່ງຊາດລາວ", "ຫໍສະໝຸດແຫ່ງຊາດຫວຽດນາມ"]),
    ("ຂໍ້ຕົກລົງຮ່ວມມື\n\nຝ່າຍ ກ: ໂຮງໝໍມິດຕະພາບ\nຝ່າຍ ຂ: ໂຮງໝໍບາກມາຍ\n\nມາດຕາ 1 ຂົງເຂດຮ່ວມມື\n1. ສົ່ງທ່ານໝໍໄປຝຶກອົບຮົມ ປີລະ 5 ທ່ານ;\nມາດຕາ 2 ຜົນສັກສິດ\nຂໍ້ຕົກລົງນີ້ມີຜົນສັກສິດແຕ່ວັນລົງນາມ.\n",
     ["ໂຮງໝໍມິດຕະພາບ", "ໂຮງໝໍບາກມາຍ"]),
    ("ສານປະຊາຊົນແຂວງ ແລະ ອົງການໄອຍະການປະຊາຊົນແຂວງ ຈັດພິທີລົງນາມລະບຽບການປະສານງານ ໃນຕອນບ່າຍວັນທີ 7 ສິງຫາ 2024.",
     ["ສານປະຊາຊົນແຂວງ", "ອົງການໄອຍະການປະຊາຊົນແຂວງ"]),
    ("ກະຊວງກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ລາວ ແລະ ກະຊວງກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ຫວຽດນາມ ໄດ້ລົງນາມບົດບັນທຶກຮ່ວມມື ໃນວັນທີ 1 ກໍລະກົດ 2025.",
     ["ກະຊວງກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ລາວ", "ກະຊວງກະສິກຳ ແລະ ສິ່ງແວດລ້ອມ ຫວຽດນາມ"]),
]  # fmt: skip


def _named(found: str, wanted: str) -> bool:
    one, other = sorted((key(found), key(wanted)), key=len)
    return one in other and len(one) >= 0.6 * len(other)


@pytest.mark.parametrize(("text", "wanted"), VIETNAMESE + ENGLISH + LAO)
def test_parties_are_named_in_order(text: str, wanted: list[str]):
    found = [party.name for party in read(text).parties]
    assert len(found) == len(wanted) and all(map(_named, found, wanted)), found
