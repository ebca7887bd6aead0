"""The words of dates in the three languages: data only, written as people write them."""

from typing import Literal

MONTHS: dict[str, tuple[str, ...]] = {
    "lo": (
        "ມັງກອນ", "ກຸມພາ", "ມີນາ", "ເມສາ", "ພຶດສະພາ", "ມິຖຸນາ",
        "ກໍລະກົດ", "ສິງຫາ", "ກັນຍາ", "ຕຸລາ", "ພະຈິກ", "ທັນວາ",
    ),
    "vi": tuple(f"tháng {month}" for month in range(1, 13)),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

SHORT_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WEEKDAYS: dict[str, tuple[str, ...]] = {  # Monday first, as date.weekday() counts
    "lo": ("ວັນຈັນ", "ວັນອັງຄານ", "ວັນພຸດ", "ວັນພະຫັດ", "ວັນສຸກ", "ວັນເສົາ", "ວັນອາທິດ"),
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

ROMAN = ("I", "II", "III", "IV")

# Other spellings of months that are read, never written.
MONTH_SPELLINGS: dict[str, dict[str, int]] = {
    "lo": {
        "ມັງກອນ": 1, "ກຸມພາ": 2, "ມີນາ": 3, "ເມສາ": 4, "ພຶດສະພາ": 5, "ມິຖຸນາ": 6,
        "ກໍລະກົດ": 7, "ກໍລະກົດາ": 7, "ສິງຫາ": 8, "ກັນຍາ": 9, "ຕຸລາ": 10, "ພະຈິກ": 11, "ທັນວາ": 12,
        "ມ.ກ.": 1, "ກ.ພ.": 2, "ມ.ນ.": 3, "ມ.ສ.": 4, "ພ.ພ.": 5, "ມິ.ຖ.": 6,
        "ກ.ລ.": 7, "ສ.ຫ.": 8, "ກ.ຍ.": 9, "ຕ.ລ.": 10, "ພ.ຈ.": 11, "ທ.ວ.": 12,
    },
    "vi": {
        "tháng giêng": 1, "tháng một": 1, "tháng hai": 2, "tháng ba": 3, "tháng tư": 4, "tháng năm": 5,
        "tháng sáu": 6, "tháng bảy": 7, "tháng tám": 8, "tháng chín": 9, "tháng mười": 10,
        "tháng mười một": 11, "tháng mười hai": 12, "tháng chạp": 12,
    },
    "en": {
        "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "August": 8,
        "September": 9, "October": 10, "November": 11, "December": 12, "Sept": 9,
        "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8,
        "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
    },
}  # fmt: skip

# A number follows these.
MONTH_WORD: dict[str, tuple[str, ...]] = {"lo": ("ເດືອນ",), "vi": ("tháng", "th."), "en": ()}
YEAR_WORD: dict[str, tuple[str, ...]] = {"lo": ("ປີ",), "vi": ("năm",), "en": ("the year", "year")}
DAY_WORD: dict[str, tuple[str, ...]] = {
    "lo": ("ວັນທີ",),
    "vi": ("ngày mùng", "ngày", "mùng", "mồng"),
    "en": ("the",),
}
QUARTER_WORD: dict[str, tuple[str, ...]] = {
    "lo": ("ໄຕມາດທີ", "ໄຕມາດ", "ງວດທີ", "ງວດ"),
    "vi": ("quý",),
    "en": ("quarter", "qtr", "q"),
}
QUARTER_SPELLINGS: dict[str, dict[str, int]] = {
    "lo": {},
    "vi": {"quý một": 1, "quý hai": 2, "quý ba": 3, "quý tư": 4},
    "en": {
        "first quarter": 1, "second quarter": 2, "third quarter": 3, "fourth quarter": 4,
        "1st quarter": 1, "2nd quarter": 2, "3rd quarter": 3, "4th quarter": 4,
    },
}  # fmt: skip

# Words before a date that make it a bound; the longest that fits is taken.
BOUNDS: dict[str, dict[Literal["by", "before", "from", "about"], tuple[str, ...]]] = {
    "lo": {
        "by": ("ບໍ່ໃຫ້ກາຍ", "ຮອດທ້າຍ", "ຮອດ", "ເຖິງ", "ພາຍໃນ"),
        "before": ("ກ່ອນ",),
        "from": ("ນັບຕັ້ງແຕ່", "ນັບແຕ່", "ຕັ້ງແຕ່", "ເລີ່ມແຕ່", "ແຕ່"),
        "about": ("ປະມານ",),
    },
    "vi": {
        "by": ("chậm nhất vào", "chậm nhất là", "chậm nhất", "muộn nhất", "cho đến", "đến hết", "đến cuối",
               "đến", "tới hết", "tới", "hết"),
        "before": ("trước",),
        "from": ("kể từ", "bắt đầu từ", "từ"),
        "about": ("vào khoảng", "khoảng"),
    },
    "en": {
        "by": ("no later than", "not later than", "by the end of", "by", "until", "till", "up to"),
        "before": ("before",),
        "from": ("starting from", "starting in", "starting", "from", "since", "as of"),
        "about": ("about", "around", "approximately", "circa", "ca.", "c."),
    },
}  # fmt: skip
FROM_AFTER: dict[str, tuple[str, ...]] = {
    "lo": ("ເປັນຕົ້ນໄປ", "ເປັນຕົ້ນມາ"),
    "vi": ("trở đi",),
    "en": ("onwards", "onward", "on"),
}

# Words that carry no part of the date.
FILLERS: dict[str, tuple[str, ...]] = {"lo": (), "vi": ("vào",), "en": ("of", "in", "on")}
