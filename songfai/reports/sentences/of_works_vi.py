"""Vietnamese: the works of a year in the annual report."""

PATTERNS: dict[str, str | dict[str, str]] = {
    "heading.works": "{mark} Sáng kiến",
    "table.works": "Bảng {n}. Sáng kiến năm {year}",
    "table.work_benefits": "Bảng {n}. Lợi ích năm {year} của sáng kiến đã công nhận",
    "works.column.filed": "Đã nộp",
    "works.column.recognised": "Đã công nhận",
    "works.column.applied": "Đã áp dụng, chuyển giao",
    "works.column.how": "Cách xác định",
    "works.column.amount": "Lợi ích trong năm",
    "works.column.works": "Số sáng kiến",
    "works.measured": "Đo được",
    "works.estimated": "Ước tính",
    "works.not_computable": "Không tính được bằng tiền",
    "works.confirmed": "đã xác nhận",
    "works.unconfirmed": "chưa xác nhận",
    "works.counted": "Tính theo sổ của mỗi bên và các đơn vị trực thuộc, từ ngày 01 tháng 01 năm {year} đến hết {day}. Mỗi sáng"
    " kiến được tính một lần trong mỗi cột: đã nộp và không rút; được công nhận bằng quyết định trong năm và không bị thu hồi;"
    " đã công nhận và bắt đầu áp dụng, chuyển giao trong năm. Không tính sáng kiến đã công nhận trước khi có sổ đăng ký.",
    "works.never_added": "Không cộng gộp số đo được với số ước tính, số đã xác nhận với số chưa xác nhận và các loại tiền khác"
    " nhau.",
    "works.sheet": "Sáng kiến",
    "works.sheet_benefits": "Lợi ích của sáng kiến",
    "row.filed": "Sáng kiến đã nộp",
    "row.recognised": "Sáng kiến đã công nhận",
    "row.applied": "Sáng kiến đã áp dụng, chuyển giao",
    "rule.filed": "Sáng kiến nộp cho các đơn vị của bên trong năm đến ngày chốt số liệu, mỗi sáng kiến tính một lần; trừ"
    " sáng kiến đã rút.",
    "rule.recognised": "Sáng kiến được công nhận bằng quyết định trong năm đến ngày chốt số liệu, mỗi sáng kiến tính một lần; trừ"
    " sáng kiến đã bị thu hồi và sáng kiến đã công nhận trước khi có sổ đăng ký.",
    "rule.applied": "Sáng kiến đã công nhận, bắt đầu áp dụng hoặc chuyển giao trong năm đến ngày chốt số liệu, mỗi sáng kiến tính"
    " một lần.",
}
