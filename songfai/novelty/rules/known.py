"""Wording that is common before anybody has written it: quotations of law and the headings of the forms.

Headings: Circular 18/2013/TT-BKHCN, annexes I and II, the description sheet used with them, and the head of official papers
of both countries. A quotation is told by how it begins and ends with its sentence; it is at most QUOTED characters long,
so that nobody hides a page behind "Căn cứ".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from songfai.novelty.rules.words import Words

QUOTED = 400
_LAW_VI = "Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Chỉ thị"
# Words of daily use too: they are a quotation only behind "Căn cứ" or with a number.
_ACT_VI = f"{_LAW_VI}|Quyết định|Điều lệ|Quy chế|Quy định|Hướng dẫn|Kế hoạch|Công văn"
_ACT_LO = "ລັດຖະທຳມະນູນ|ກົດໝາຍ|ລັດຖະບັນຍັດ|ດຳລັດ|ມະຕິ|ຄຳສັ່ງ|ຂໍ້ຕົກລົງ|ຂໍ້ກຳນົດ|ແຈ້ງການ|ລະບຽບການ|ຄຳແນະນຳ"
_ACT_EN = "Constitution|Law|Code|Decree|Resolution|Decision|Circular|Directive|Regulation"
_QUOTATION = re.compile(
    rf"(?:căn cứ(?: vào)?\s+(?:{_ACT_VI})|(?:theo(?: quy định (?:tại|của))?|thực hiện)\s+(?:{_LAW_VI}))\b[^.;\n]{{0,{QUOTED}}}"
    rf"|(?:{_ACT_VI})\s+số\s+\d[^\s,;]*(?:\s+ngày\s+[\d/.-]+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)?(?:\s+của\s+[^.,;\n]{{0,80}})?"
    rf"|(?:ອີງຕາມ|ອີງໃສ່|ປະຕິບັດຕາມ)\s*(?:{_ACT_LO})[^.;\n]{{0,{QUOTED}}}"
    rf"|(?:{_ACT_LO})\s*(?:ວ່າດ້ວຍ[^.,;\n]{{0,80}})?ສະບັບເລກທີ\s*[^.,;\n]{{0,80}}"
    rf"|(?:pursuant to|in accordance with|based on)\s+(?:the\s+)?(?:{_ACT_EN})\b[^.;\n]{{0,{QUOTED}}}",
    re.IGNORECASE,
)

HEADINGS = """
Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc
Đơn yêu cầu công nhận sáng kiến
Mô tả sáng kiến
Tên sáng kiến
Là tác giả (nhóm tác giả) đề nghị xét công nhận sáng kiến
Chủ đầu tư tạo ra sáng kiến (trường hợp tác giả không đồng thời là chủ đầu tư tạo ra sáng kiến)
Lĩnh vực áp dụng sáng kiến
Ngày sáng kiến được áp dụng lần đầu hoặc áp dụng thử (ghi ngày nào sớm hơn)
Mô tả bản chất của sáng kiến
Tình trạng giải pháp đã biết
Nội dung giải pháp đề nghị công nhận là sáng kiến
Mục đích của giải pháp
Nội dung của giải pháp
Khả năng áp dụng của giải pháp
Hiệu quả, lợi ích thu được hoặc dự kiến có thể thu được do áp dụng giải pháp
Những thông tin cần được bảo mật (nếu có)
Các điều kiện cần thiết để áp dụng sáng kiến
Đánh giá lợi ích thu được hoặc dự kiến có thể thu được do áp dụng sáng kiến theo ý kiến của tác giả
Đánh giá lợi ích thu được hoặc dự kiến có thể thu được do áp dụng sáng kiến theo ý kiến của tổ chức, cá nhân đã tham gia áp dụng sáng kiến lần đầu, kể cả áp dụng thử (nếu có)
Danh sách những người đã tham gia áp dụng thử hoặc áp dụng sáng kiến lần đầu (nếu có)
Tôi (chúng tôi) xin cam đoan mọi thông tin nêu trong đơn là trung thực, đúng sự thật và hoàn toàn chịu trách nhiệm trước pháp luật
Tài liệu kèm theo
ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ
ສາທາລະນະລັດ ສັງຄົມນິຍົມ ຫວຽດນາມ ເອກະລາດ ອິດສະຫຼະ ຜາສຸກ
ໃບສະເໜີຂໍຮັບຮອງຫົວຄິດປະດິດສ້າງ
ຊື່ຫົວຄິດປະດິດສ້າງ
ຂົງເຂດນຳໃຊ້ຫົວຄິດປະດິດສ້າງ
ວັນທີນຳໃຊ້ຄັ້ງທຳອິດ ຫຼື ທົດລອງນຳໃຊ້
ອະທິບາຍລັກສະນະຂອງຫົວຄິດປະດິດສ້າງ
ຂໍ້ມູນທີ່ຕ້ອງຮັກສາເປັນຄວາມລັບ
ເງື່ອນໄຂທີ່ຈຳເປັນເພື່ອນຳໃຊ້ຫົວຄິດປະດິດສ້າງ
ຂໍຢັ້ງຢືນວ່າຂໍ້ມູນຂ້າງເທິງນີ້ຖືກຕ້ອງຕາມຄວາມຈິງ ແລະ ຂໍຮັບຜິດຊອບຕໍ່ໜ້າກົດໝາຍ
"""  # noqa: E501

Phrases = dict[tuple[int, ...], list[Sequence[int]]]
_FIRST = 3


@cache
def _headings() -> Phrases:
    return phrases(HEADINGS.strip().splitlines())


def phrases(lines: Iterable[str]) -> Phrases:
    """Headings by their first three syllables; one of fewer is a word of the language."""
    found: Phrases = {}
    for line in lines:
        numbers = Words(line).numbers
        if len(numbers) >= _FIRST:
            found.setdefault(tuple(numbers[:_FIRST]), []).append(tuple(numbers))
    return found


def known_from_the_start(text: str, words: Words, further: Phrases | None = None) -> Iterator[range]:
    """The stretches of syllables that are a heading or a quotation; `further`: headings of the form that was filled in."""
    numbers, headings = words.numbers, _headings()
    for at, first in enumerate(zip(numbers, numbers[1:], numbers[2:], strict=False)):
        for heading in (*headings.get(first, ()), *(further or {}).get(first, ())):
            if tuple(numbers[at : at + len(heading)]) == heading:
                yield range(at, at + len(heading))
    for quoted in _QUOTATION.finditer(text):
        begin = bisect_right(words.places, quoted.start(), key=lambda place: place[1])
        end = bisect_left(words.places, quoted.end(), key=lambda place: place[0])
        if begin < end:
            yield range(begin, end)
