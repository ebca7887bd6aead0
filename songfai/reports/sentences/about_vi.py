# ruff: noqa: E501  (a sentence is one line)
"""Vietnamese: what a workbook says of itself, and the rule of each number."""

PATTERNS: dict[str, str | dict[str, str]] = {
    "about.sheet": "Về tệp này",
    "about.what": "Nội dung",
    "about.said": "Theo sổ chung",
    "about.report": "Báo cáo",
    "about.cut_off": "Ngày chốt số liệu",
    "about.compiled": "Lập lúc",
    "about.facts": "Mã SHA-256 của dữ kiện",
    "rule.planned": "Các mục của kế hoạch năm đang có hiệu lực.",
    "rule.done": "Các mục hoàn thành đúng hạn hoặc chậm hạn; không gồm việc ngoài kế hoạch.",
    "rule.on_time": "Các mục có hoạt động hoàn thành đầu tiên kết thúc không muộn hơn ngày cuối quý, hoặc ngày cuối năm, đã định.",
    "rule.late": "Các mục hoàn thành lần đầu sau ngày đó, tính đến ngày chốt số liệu.",
    "rule.in_time": "Các mục chưa hoàn thành đến ngày chốt số liệu mà chưa qua ngày cuối hạn.",
    "rule.overdue": "Các mục chưa hoàn thành đến ngày chốt số liệu và đã qua ngày cuối hạn.",
    "rule.off_plan": "Các hoạt động hoàn thành không thuộc mục nào của kế hoạch đang có hiệu lực.",
    "rule.activities": "Các hoạt động kết thúc không muộn hơn ngày chốt số liệu và đã thực hiện, đúng hoặc không đúng như kế hoạch.",
    "rule.evidence": "Các tệp minh chứng ghi ngày không muộn hơn ngày chốt số liệu, của những hoạt động không bị hủy.",
    "rule.share": "Số mục hoàn thành so với số mục kế hoạch, tính bằng phần trăm, làm tròn đến một chữ số thập phân.",
    "rule.delegates": "Số người trong các đoàn, mỗi người một lần; lượt chưa xác định được danh tính tính là một.",
}
