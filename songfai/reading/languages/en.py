"""English."""

# fmt: off

MONTHS: dict[str, int] = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_M = r"(?P<mw>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"

DATES = [
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?{_M}(?:\s*,?\s*(?:in the year\s+)?(?P<y>\d{{4}}))?(?!\w)",
    rf"(?<!\w){_M}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:\s*,?\s*(?P<y>\d{{4}}))?(?!\w)",
    r"(?<![\d/.-])(?P<y>20\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
    r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})(?![\d/])",
    r"(?:on|of|morning|afternoon|today|yesterday)\s+\(?(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])",
    rf"(?<!\w){_M},?\s+(?P<y>20\d{{2}})",
]
DATE_NOT = r"law|decree|resolution|decision|dated|established|founded|anniversary|directive|since|born|until|till|expire|due|by the end"
PLACE_DATE = r"^[^\n,;:]{2,40},\s*(?:january|february|march|april|may|june|july|august|september|october|november|december),?\s+(?:\d{1,2},?\s+)?\d{4}\s*$|^[^\n,;:]{2,40},\s*(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]+,?\s+\d{4}\s*$"
SIGN_PLACE = [
    r"(?:done|signed|made|executed|concluded)\s+(?:at|in)\s+(?!duplicate|two|three|four|the (?:lao|english|viet)|english|lao|january|february|march|april|may|june|july|august|september|october|november|december|witness|\d)(?P<place>[^,;.\n]{2,50}?)(?=\s*(?:,|;|\.|\n|on\b|this\b|in\b|dated|$))",
    r"^(?P<place>[^\n,;:]{2,40}),\s*(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+,?\s+\d{4}\s*$",
    r"(?:signed|signing|held|ceremony)[^.;\n]{0,160}?\s(?:in|at)\s+(?P<place>vientiane(?: capital)?|ha ?noi|ho chi minh city|da nang|luang prabang|pakse|hue|savannakhet|bangkok|phnom penh|beijing|tokyo|seoul)",
]
TALKS = r"talks|meeting with|met with|met|held"
TWO_HEADS = r"two (?:ministers|sides|leaders|deputy ministers|presidents|governors|directors|rectors|chairmen|chiefs|officials)[^.]{0,80}(?:sign|ink)|sign[^.]{0,80}by the two"
DONE_AT = r"(?:done|signed|made|executed|concluded|entered into|dated)\s+(?:and entered into\s+)?(?:at|in|on|as of|this)\s+[^.;\n]{2,80}"
BLANK_DATE = rf"(?:[.…_]{{2,}}|\s{{4,}})\s*(?:day of\s+)?(?P<m>(?:{'|'.join(['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'])})),?\s*(?P<y>20\d{{2}})"

TERMS = [
    r"(?:from\s+)?(?P<a>(?:\d{1,2}\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?(?:\d{1,2},\s+)?(?:19|20)\d{2})\s*(?:to|until|through|till)\s+(?:the end of\s+)?(?P<b>(?:\d{1,2}\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?(?:\d{1,2},\s+)?20\d{2})",
    r"(?<![\d/-])(?P<a>(?:19|20)\d{2})\s*(?:-|/|to)\s*(?P<b>20\d{2})(?![\d/-]\d)",
    r"between\s+(?P<a>20\d{2})\s+and\s+(?P<b>20\d{2})",
]
TERM_CUE = r"period|term|phase|programme|program|memorandum|mou|agreement|plan|for|cooperation|regulation|from"
TERM_NOT = r"past|previous|strategy|vision|master plan|resolution|decision|results?|achiev|in the (?:period|term)?\s*$|during(?: the)?(?: period)?\s*$|replac|over the|socio-economic|pursuant|on the basis|recalling|reviewed|implementation of"
FOCUS_CUE = r"focus|priorit|concentrate|key areas"
DURATIONS = [
    r"(?:valid|in force|effect|effective|remain|duration|term|period|for)[^.;\n]{0,60}?(?P<n>\d{1,2}|one|two|three|four|five|six|ten)[- ]?(?:\s*\(\s*\w+\s*\)\s*)?years?(?!\s+(?:ago|notice|prior))",
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|ten)[- ](?:\(\d+\)[- ])?year (?:memorandum|mou|agreement|programme|program|plan|term|period|cooperation|partnership)",
]
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "first": 1, "second": 2, "third": 3, "fourth": 4}
ONE_YEAR = r"(?:plan|programme|program|cooperation|agreement|work plan|activities)[^.;\n]{0,80}?\b(?:for|in|of|year)\s+(?:the year\s+)?(?P<a>20\d{2})(?!\s*(?:-|to)\s*20)"

KINDS = [
    (r"coordination program(?:me)?|program(?:me)? (?:of|on|for) (?:coordination|cooperation|joint)|(?:joint|cooperation|collaboration) program(?:me)?(?!\w)|programme? of work", "coordination_programme"),
    (r"memorand(?:um|a)(?: of (?:understanding|cooperation|agreement))?|\bmous?\b|\bmoc\b", "memorandum"),
    (r"regulations? (?:on|of|for)[^.;\n]{0,20} (?:coordination|cooperation)|coordination regulations?|regulation|rules of coordination", "regulation"),
    (r"(?:joint|action|work|cooperation|coordination|annual|implementation|yearly) (?:work |action |cooperation )?plan|plan (?:of|on|for) (?:cooperation|coordination|action|joint)|\bplan\b", "plan"),
    (r"agreements?|protocol|contract|treaty|pact|arrangement", "agreement"),
    (r"joint (?:resolution|statement|declaration|communiqu|circular)|letter of intent|minutes", "other"),
]
KIND_WORDS = r"letter of intent|joint statement|arrangement|programme|program|memorandum|\bmou\b|agreement|plan|regulation|protocol|joint resolution|pact"
SIGN = r"\b(?:renew|extend|re-sign)(?:s|ed)? (?:their|its|the|a|an) (?:[a-z]+ ){0,3}(?:memorand|mou\b|agreement|programme|program|protocol|arrangement|cooperation|partnership)|\bagreed to (?:work together|cooperate|collaborate|join forces|partner)\b|\b(?:formali[sz]ed|cemented|struck) (?:a|an|their|the)\b|\benter(?:s|ed|ing)? into (?:a|an|the)\b|\bpen(?:s)? to paper\b|\bput their names\b|\bsign(?:s|ed|ing|ature|atories)?\b|\binked?\b|\binking\b|\bconclud(?:e|ed|es) (?:a|an|the) |\bsealed?\b|\bexchanged the\b"
SIGN_ACT = r"\bsigned\b|\bsign\b|\binked\b|signed by|inked by|penned|put their signatures|signatories"
PAST_SIGN = r"(?:signed|inked) (?:in|on)? ?(?:\w+ )?(?:19|20)\d{2}|previous(?:ly)?|earlier (?:agreement|memorandum|mou)|since the signing|since (?:the two|it was|they)|replac|expired|following the signing|after signing"
PRESIDE = r"co-?chaired|presided|chaired|on behalf of|represent(?:ed|ing)"
WITNESS = r"witness(?:ed|es|ing)?|attend(?:ed|ing|ance)?|in the presence of|presence of|present at|also present|joined by|participat|guests?|said|speaking|remarks|stressed|noted|met with|call on|received by"

NATIONAL = r"^\W*(?:(?:the\s+)?lao people's democratic republic|peace independence democracy unity prosperity|peace,? independence,? democracy|socialist republic of viet ?nam|independence\s*-\s*freedom\s*-\s*happiness|kingdom of)\s*$"
NUMBER_LINE = r"^\W*(?:no|ref|reference|number)\s*\.?\s*:?\s*\d"
GROUND = r"^\W*(?:pursuant to|based on|in accordance with|considering|recognizing|recognising|recalling|desiring|desirous|noting|whereas|having regard|bearing in mind|referring to|acknowledging|wishing|convinced|with (?:the|a) (?:view|desire|aim)|on the basis of|in pursuance|reaffirming|aware|mindful|inspired|guided|taking into account|in view of|with reference|in implementation of)\b"
RECIPIENTS = r"^\W*(?:recipients?|copies? to|cc|distribution)\s*:"
SOURCE = r"^\W*(?:source|by|photos?|story|text|reported by|translated by|editor|written by|tags?|keywords|story and photos?|text and photos?|compiled by)\s*:|https?://|^\W*(?:by|translated by|reported by)\s+[a-z]+(?: [a-z.]+){0,4}$"
CAPTION = r"\(?\s*photos?\s*:|\(photo|photo by|photo courtesy|/vna\b|^\W*(?:at the (?:signing )?ceremony|delegates? (?:at|pose|attend)|participants|representatives? (?:of|from) [^.]{0,90}(?:sign|pose|exchange)|leaders of [^.]{0,80}(?:sign|pose|exchange|shake)|the (?:signing )?ceremony\b(?!.*\b(?:will|held|took place)\b)|an overview|a view of|scene of|overview of|the two sides (?:sign|exchange documents|pose))[^.]{0,200}\.?\s*$"
RELATED = r"^\W*(?:related (?:news|articles?|stories)|read more|see also|more news|you may also|also read|other news|latest news|tags)"

SECTIONS = [
    ("purpose", r"^(?:purposes?|objectives?|aims?|goals?|principles?|definitions?|general provisions?(?! on)|preamble|scope(?: of application|$| and purpose)|background|introduction|legal basis|requirements?|parties|purposes? and|objectives? and|general|targets|guiding)\b"),
    ("budget", r"^(?:funding|financ|budget|costs?|expens|resources|financial|funds)"),
    ("final", r"^(?:entry into force|duration|validity|effect|amendments?|termination|settlement|disputes?|confidential|intellectual property|final provisions?|final clauses?|miscellaneous|language|legal (?:status|effect|nature)|general conditions|modification|commencement|term\b|status|liability|non-binding|notices?|governing law|relationship|period of|date of effect|renewal|use of (?:name|logo)|publicity and|no legal|differences|limitations|coming into|revision|data protection|withdrawal)"),
    ("duty", r"^(?:responsibilit|obligations?|undertakings?|commitments?|role|duties|rights and|tasks of|assignment|division of|allocation)"),
    ("content", r"^(?:areas?|fields?|scope of (?:cooperation|collaboration|coordination|work)|contents?|activities|forms?|modalit|cooperation|collaboration|programme|tasks|joint|matters|measures|main|specific|modes?|priority|types?)"),
    ("organisation", r"^(?:implementation|organi[sz]ation|coordination|review|monitoring|evaluation|reporting|management|contact|focal|working|steering|communications?$|mechanism|follow|consultation|meetings?|joint committee|assessment|preliminary|summary)"),
]

JOINT = r"\b(?:the\s+)?(?:two|both|three|all|each|either)\s+(?:of the\s+)?(?:sides?|part(?:y|ies)|ministr\w+|countries|agenc\w+|universit\w+|units?|organi[sz]ations?|institutions?|provinces?|bodies|sectors?|departments?|offices?|institutes?|unions?|libraries|hospitals?|courts?|cities|academ\w+|associations?|neighbou?rs|partners|authorities|banks?|colleges?|schools?|leaders|companies|entities)|\bthe (?:parties|sides|participants|universities|partners|institutions|signatories)\b|\bthey\b|\bjointly\b|\bparties\b"
MODAL = r"\b(?:(?:is|are|stands?) ready to|have the task|will|shall|would|agreed|agree|agrees|pledged?|undertakes?|undertook|commit(?:s|ted)?|is to|are to|plan(?:s|ned)? to|intend|must|should|responsible for|may)\b"
FUTURE = r"\b(?:(?:is|are|stands?) ready to|will|shall|would|agreed?(?: to| on| that)?|agrees|pledged?|undertakes?|committed to|are to|is to|plan(?:s|ned)? to|intend|continue|are expected to)\b"
INTRO = r"(?:following|focus(?:es|ing)? on|includ(?:e|es|ing)|namely|such as|consist of|compris\w+|cover(?:s|ing)?|as follows|stipulates?|provides? for|envisages?)\b[^.;:]{0,80}:?|(?:contents?|areas|activities|tasks)[^.;:]{0,60}:"
INTRO_END = r"(?:following[^.;:]{0,60}|as follows|includ(?:e|es|ing)|namely|focus(?:es|ing)? on|on|to|that|are|areas|shall|will|activities|contents|tasks)\s*:\s*"
FOLLOW = r"\bunder (?:the|this|its|their) (?:new |signed |five-year |\w+-year )?(?:mou|memorandum|agreement|programme|program|plan|document|deal|pact|regulation|terms|coordination|cooperation|joint)|accordingly|(?:the )?(?:mou|memorandum|agreement|programme|program|plan|regulation|document) (?:also )?(?:covers|provides|stipulates|envisages|includes|sets out|requires|calls for|foresees|focuses)|\bin addition\b|\bfurthermore\b|\bmoreover\b|\bon (?:its|their) part\b|\bfor (?:its|their|his|her) part\b|according to the (?:mou|memorandum|agreement|programme|program|plan|signed|regulation|document)|in the (?:coming|next) (?:time|years|period)|(?:two|both) (?:sides|parties|units|ministries|agencies) (?:also |will |agreed |shall |have agreed |further )+"
PAST = r"\b(?:was|were|has been|have been|had|attended|took place|held|visited|paid|praised|thanked|expressed|congratulated|received|witnessed|graduated|trained|helped|handed over|built|organised|organized|maintained|conducted|met|reviewed|assessed|noted|hailed|highlighted|signed|informed|reported|since|ago|past|last year)\b"
RESULT = r"\b(?:over|in|during|for) the (?:past|last|previous)\b|\b(?:in|during|from) (?:the )?(?:20\d{2}(?:\s*-\s*20\d{2})?)(?: period| term)?,? (?:the |they|both|two|viet|lao)[^.]{0,60}(?:ed|built|held|sent|won|gave|took)\b|\bto date\b|\bso far\b|\b(?:has|have) (?:helped|trained|provided|supported|sent|received|built|implemented|organi[sz]ed|maintained|achieved|graduated|been (?:implemented|achieved|carried))|according to (?:the |a )?(?:report|figures|statistics)|results? (?:of|achieved)|last year|\bsince (?:19|20)\d{2}\b"
SPEECH = r"\b(?:said|says|stressed|noted that|emphasi[sz]ed|expressed|affirmed|believes?|hoped|hopes|stated|told|remarked|remarks|congratulat|thanked|praised|underlined|reiterated|highlighted|hailed|voiced|described|welcomed|suggested|spoke|speaking|courtesy call|paid tribute|asked all)\b"
AIM = r"^\W*(?:this|the|it) ?(?:mou|memorandum|agreement|programme|program|plan|signing|event|ceremony|document|cooperation|regulation|deal)?,? (?:is |are )?(?:aims?|aimed|seeks?|is intended|is designed|marks?|reflects?|contributes?|demonstrates?|is a|was|replaces?|is valid|is the|will help|helps|serves?|is expected|takes? effect)|^\W*(?:aiming|with the aim|in order to|to (?:strengthen|promote|improve|enhance|contribute|raise))\b(?!.*\b(?:will|shall)\b)"
WEAK = r"^\W*(?:strengthen|enhance|improve|promote|raise|contribute|deepen|consolidate|foster|uphold)"
DIRECTIVE = r"directive|resolution|decree|polic(?:y|ies)"
_V = (
    "exchang|shar|organi[sz]|co-?organi[sz]|conduct|hold|host|co-?host|provid|offer|grant|award|train|open|launch|build|develop|implement|carry out|carrying out|assist|support|help|"
    "send|receiv|dispatch|second|invit|maintain|continu|coordinat|collaborat|cooperat|promot|encourag|facilitat|creat|establish|set up|setting up|disseminat|publici[sz]|propagat|communicat|educat|"
    "monitor|supervis|inspect|check|review|evaluat|assess|meet|consult|advis|propos|recommend|submit|draft|research|study|survey|select|nominat|introduc|honou?r|commend|reward|prais|direct|instruct|guid|"
    "mobili[sz]|participat|join|run|teach|waiv|accept|admit|giv|donat|fund|suppl|equip|digiti[sz]|translat|publish|produc|broadcast|print|pilot|plant|transfer|install|connect|link|visit|tak|work|prepar|report|inform|notify|notif|allocat|entrust|lend|recruit|plac|patrol|prevent|combat|protect|handl|process|jointly|regularly|actively|annually|co-?sponsor|co-?author|undertak|compil|steer|identify|identif|designat|strengthen|enhanc|improv|increas|expand|ensur|arrang|appoint|respond|use|apply|mak|pay|deliver|complet|integrat|update|upgrad|construct|restor|repair|welcom|step up|stepping up|intensif|tighten|mentor|discover|recogni[sz]|pool|boost|bring|draw|form|advanc|manag|operat|consider|convene|lead|dedicat|rotat|alternat|stag|co-?fund|co-?financ|extend|explor|undertake|initiat|learn|observ|test|examin|release|enabl|make|simplif|streamlin|assign|furnish|rais|renew|explain|clear|stud(?:y|i)|mark|celebrat"
)
ACTION = rf"(?:(?:also|jointly|regularly|actively|annually|continue to|further|each year,?|every year,?|closely|periodically|to)\s+)*(?:{_V})\w*\b|(?:the\s+)?(?:regular |mutual |joint |annual |academic |reciprocal )*(?:exchanges?|visits?|training|sharing|organi[sz]ation|development|implementation|provision|research|cooperation|collaboration|support|assistance|participation|publication|establishment|coordination|promotion|dissemination|conferences?|workshops?|seminars?|courses?|projects?|scholarships?|internships?|mobility|study|studies)\b"
ACTION_STRONG = r"(?:(?:will|shall|to|also|then|jointly|regularly|would|agreed to)\s+)*(?:exchange|share|organi[sz]e|co-?organi[sz]e|conduct|hold|host|provide|offer|grant|award|train|open|launch|build|develop|implement|assist|support|help|send|receive|invite|disseminate|publici[sz]e|monitor|supervise|inspect|meet|advise|propose|nominate|introduce|select|honou?r|commend|reward|direct|mobili[sz]e|run|donate|supply|equip|publish|produce|broadcast|carry out|coordinate|set up|establish|create|take part|take turns|maintain|facilitate|promote|encourage|visit|exchanging|sharing|organi[sz]ing|conducting|holding|hosting|providing|offering|granting|training|opening|launching|building|developing|implementing|assisting|supporting|sending|receiving|disseminating|monitoring|supervising|honou?ring|commending|rewarding|nominating|introducing|visits?|training|scholarships?|digiti[sz]e|translate|pilot|plant|give|teach|accept|entrust|survey|inspect|second|reserve|swap|reconcile|lend|cover|obtain|stockpile|install|deliver|identify|recommend|waive|draft|submit|prepare|commission|construct|instruct|convene|undertake|present|name|make|assign|furnish|simplify|raise|connect|continue|mark|simplifying|furnishing|raising|assigning|connecting|arrange|admit|patrol|compile|second|print|display|feature|undertaking|convening|preparing|drafting|installing|arranging|lending|seconding|submitting|presenting|mobili[sz]ing|planting|publishing|producing|selecting|[a-z ]{3,80} will be |the [a-z ]{3,40} (?:side|party) (?:will|shall))\b"
SPLIT_AT = (22, {",": (0, 2.0), "and": (0, 0)})
LIST_WORD = r"\b(?:such as|including|namely|on topics)\b"
REVIEW_CUT = r"(?:,|;|\s+and)\s+(?:and\s+)?(?=[a-z ]{3,40} (?:will|shall) (?:sum up|review the whole))|(?:,|;|\s+and)\s+(?:and\s+)?(?:(?:conduct|hold|organi[sz]e|carry out|undertake|make|will)\s+)*(?=(?:a |an |the )?(?:mid-?term|preliminary|final|interim) (?:review|summary|evaluation|assessment))"
AND_SPLIT = r",?\s+while\s+|,\s+(?:and\s+)?(?:as well as\s+)?|\s+and\s+|\s+as well as\s+"
LINK_TAIL = r"(?:,|;|\s+and|\s+as well as|\s+while)+\s*$"
LEAD = r"^[^;:]{0,200}?(?:\b(?:two|both|the) (?:sides|parties|units|ministries|agencies|institutions|universities|provinces|organi[sz]ations|bodies)\s+)(?:also |further |have |both )*(?:will|shall|agreed to|agree to|would|pledged to|undertake to|commit to|plan to|are to)\s+(?:also\s+|jointly\s+|continue to\s+)?(?=[a-z])"

TYPES = {
    "other": [(r"^(?:regularly |promptly )?(?:exchange|share|provide|supply|send|give)\b(?: of| each other with| the other side with| one another with)?(?: \w+){0,3} (?:information|data|statistics|documents|publications|intelligence|notices|lists?)", 5.5), (r"hotline|notif(?:y|ies)|inform (?:each|the|one)", 4)],
    "visit": [(r"exchanges? (?:between|of|among) (?:\w+ ){0,3}(?:mayors|leaders|councils|delegations)", 4), (r"exchang\w+ (?:of )?(?:\w+[- ,]+){0,7}(?:delegations?|visits?|missions?)|delegations?|mutual visits|reciprocal visits", 4), (r"(?:high-level|working|study|official|annual|friendship) (?:visits?|delegations?)|visits? (?:between|by|to|at)|receive delegations", 3.5), (r"\bvisits?\b", 2), (r"study tours?|field trips?", 2)],
    "course": [(r"^(?:re)?train\b|^coach|^teach|^mentor|^instruct (?:officers|staff|students)", 4), (r"for training|boot camp|(?:short|summer|winter) (?:programme|program|school)", 2.5), (r"(?:training|short|refresher|language|preparatory|summer|intensive) (?:\w+ )?(?:courses?|class(?:es)?|schools?|programmes?|programs?|workshops?|sessions?)|\bcourses?\b|class(?:es)?\b", 4), (r"\btrain(?:ing|s)?\b|capacity[- ]building|teach(?:ing)? (?:\w+ )?(?:language|skills)|retrain|fostering", 3), (r"skills|human resource", 1.2)],
    "students": [(r"\binterns?\b|trainee(?:s|ships?)", 4), (r"scholarships?|exchange students|student (?:exchange|mobility)|internships?", 4.5), (r"\bstudents?\b|undergraduate|postgraduate|doctoral|phd|master's|bachelor|degree|trainees on", 3.2), (r"tuition|enrol", 1.5)],
    "experience": [(r"exchang\w+ (?:\w+ ){0,3}(?:curators|conservators|librarians|officers|officials|researchers|doctors|nurses|technicians|auditors|journalists|artists|coaches|scientists|personnel|archivists)", 4), (r"(?:shar\w+|exchang\w+)(?:[^.;]{0,40})(?:experience|lessons|expertise|best practice|knowledge|know-how|practices)|experiences?", 4), (r"exchange (?:of )?(?:academic |teaching |research )?(?:staff|lecturers|faculty|experts|professors|teachers|specialists)", 3.2), (r"seminars?|workshops?|symposi|forums?|conferences?|best practices?", 2.4)],
    "support": [(r"^(?:supply|supplies|lend|give|donate|hand over|equip|provide|make available|grant (?:usd|a loan|vnd|lak)|fund|finance|pay|cover|sponsor|send|second|dispatch|arrange|help|assist|offer|waive|entrust|install)\b", 2.6), (r"free (?:medical|legal|of charge|health)|check-ups?|seeds?|fertili[sz]er|office space|houses? for poor|legal aid|hand(?:ing)? over|preferential", 3), (r"\bsupport(?:s|ing)?\b|\bassist(?:s|ing|ance)?\b|\bdonat|\bgrants?\b|\baid\b", 2.8), (r"provid\w+(?:[^.;]{0,40})(?:equipment|experts|funds?|loans?|materials|medicines?|accommodation|facilities|advice|services|assistance|legal aid|free|venue)|send(?:[^.;]{0,25})experts?|equipment|facilitat|favourable conditions|favorable conditions|loans?|technical guidance|volunteers", 2.4), (r"\bhelp(?:s|ing)?\b|accommodation|waiv|hand over|build(?:[^.;]{0,30})(?:houses|homes)", 2)],
    "research_advice": [(r"(?:submit|make|prepare|put forward|send) (?:\w+ ){0,2}(?:recommendations|proposals|opinions|petitions)", 5), (r"^(?:advise|comment on|consult|survey|research|study|propose (?:to|that|polic|measures|amend|mechanism))", 3.5), (r"advis\w+|propos(?:e|es|ing|als?)|recommend\w*|consult\w* on (?:polic|law)|policy advice|comment\w* on draft|draft laws?", 2.8), (r"\bresearch\b|\bstud(?:y|ies) (?:on|of|into)|joint stud|surveys?|scientific", 2.5)],
    "directive": [(r"^(?:direct|instruct|guide|order|urge|require)\b", 4), (r"(?:implement|carry out|disseminate|study|grasp)[^.;]{0,40}(?:directives?|resolutions?)", 4), (r"directives?|resolutions?|conclusions? of the party|thoroughly grasp", 3), (r"direct(?:s|ing)? (?:its|their|the|all|subordinate|affiliated|units|local)|instruct\w*|guide (?:their|its|the) (?:units|subordinate|grassroots)|lead and direct", 3), (r"(?:implement|enforce|carry out)(?:[^.;]{0,40})(?:polic(?:y|ies)|laws?|guidelines|strategy|regulations)", 2.2)],
    "campaign": [(r"campaigns?|movements?|emulation|launch(?:es|ing)? (?:a |the )?(?:month|week|drive|movement)|mobili[sz]\w*|plant(?:ing)? (?:\w+ )*trees|blood donation|clean-?up", 3.4), (r"action month|awareness week|festival day", 2)],
    "contest": [(r"(?:football|volleyball|sports?|friendly|badminton|chess|cultural) (?:match|matches|tournament|exchange|games|event|competition)|marathon|\brace\b|hackathon|awards? contest", 4), (r"contests?|competitions?|tournaments?|olympiads?|sports? (?:meet|events?|games)|festivals?|quiz", 4)],
    "award": [(r"(?:present|give|award|confer)\w* (?:\w+ ){0,2}(?:certificates?|medals?|prizes?|titles?|awards?)|^(?:commend|honou?r|reward|praise)", 5), (r"award(?:s|ing|ed)? (?:certificates?|prizes?|medals?|collectives|individuals|outstanding)|commend\w*|honou?r(?:s|ing|ed)?\b|rewards?|prai(?:se|sing)|certificates? of merit|prizes?|recogni[sz]\w+ (?:of )?(?:outstanding|individuals)", 3.4), (r"outstanding (?:collectives|individuals|organi)", 2), (r"\bawards?\b", 1.6)],
    "nomination": [(r"^(?:nominate|select|propose|recommend|introduce)\b[^.;]{0,60}(?:title|prize|award|admission|party|festival|contest|honou?r|workers|teachers|members|artists|candidates|individuals|outstanding)", 5.5), (r"nominat\w*|select\w*(?:[^.;]{0,90})(?:propos|recommend|introduc|for honou?r|nominat|to (?:the )?(?:national|central)|to take part|to participate|to compete)|introduc\w+(?:[^.;]{0,90})(?:for|to) (?:consideration|admission|party|award|honou?r|the national|central|national)|recommend\w*(?:[^.;]{0,60})(?:award|honou?r|candidates)|candidates", 4.2)],
    "publicity": [(r"^(?:publish|publici[sz]e|broadcast|print|advertise|promote (?:tourism|tourist|each other|the image|products))|bulletin|newsletter|leaflets?|brochures?|exhibitions?|trade promotion|website content|on (?:its|their) websites?|social media", 3.4), (r"propaganda|publici[sz]\w*|publicity|disseminat\w*|communication|awareness|media|promot\w+ (?:the )?(?:image|tourism|products)|legal education|information and education|popularis|populariz", 3.2), (r"newspapers?|broadcast\w*|television|articles|columns?|documentar|news|website|journalis|publications? on|advertis|press", 2)],
    "supervision": [(r"joint (?:patrols?|inspections?|audits?|checks?|supervision)|parallel audits?|^(?:inspect|monitor|supervise|audit|patrol|check)", 3), (r"inspect(?:ion|ions|ing)?\b|supervis\w*|monitor\w*|patrols?|\bcheck(?:s|ing)?\b(?!-)|oversight", 3.2), (r"\bcontrol\b|enforcement|violations|evaluate compliance", 1.6)],
    "meeting": [(r"(?:evaluate|assess|review) (?:the|its|their|this|progress|implementation|results)", 3), (r"briefings?|^(?:meet|convene)\b|hold (?:\w+ ){0,3}(?:meetings?|briefings?|talks|dialogues?|consultations?)|joint committee (?:shall )?meets?", 4), (r"\bmeet(?:s|ings?)?\b|dialogues?|talks|consultations?|joint committee|trade fairs?|conferences?", 2.6), (r"hold (?:a |an )?(?:annual |regular |joint )+|convene|once a year|annual (?:meeting|conference|review)|every two years|working group", 1.8)],
    "project": [(r"^(?:pilot|construct|build (?:a|an|the|\d|one|two|three)|set up a (?:database|system|website|platform|centre|center|park|model)|develop (?:a|an|the|joint|shared)|digiti[sz]e|implement (?:a|the) (?:project|pilot)|upgrade)", 3.5), (r"website|app\b|mobile application|catalogue|master plan", 1.5), (r"projects?|pilots?|database|platform|software|information system|digital (?:system|platform|transformation)|e-library|digiti[sz]\w*|models?\b", 3), (r"construct\w*|build(?:ing)?|joint research|portal|system\b|centre|center", 1.6), (r"develop", 0.8)],
}  # fmt: skip

REVIEWS = [
    ("other", r"(?:every|once every|each) (?:two|three|2|3) years|biennial(?:ly)?|monthly|(?:each|every|once a|per) month|ad hoc meetings?|every second year|every other year"),
    ("quarterly", r"quarterly|(?:each|every|once a|per) quarter|every three months|once every three months"),
    ("six_monthly", r"(?:every|each) (?:six|6) months|six-monthly|half-?yearly|twice (?:a|per|each|every) year|bi-?annual(?:ly)?|semi-?annual(?:ly)?|(?:every|each|per) half[- ]year|half-year (?:results?|reviews?|reports?|meetings?)|two times (?:a|per|each) year|in june and december|at six-month intervals|(?:each|every|per|once a) semester|once every six months"),
    ("midterm", r"mid-?term|preliminary (?:review|summary|evaluation|assessment|summing)|halfway|interim (?:review|evaluation|assessment)|half-way|middle of the (?:term|period)"),
    ("final", r"final (?:review|summary|evaluation|assessment|report|summing)|closing (?:meeting|conference)|wound up|winding up|jointly evaluate the results|(?:at|before|by|upon) the (?:end|expiry|expiration|conclusion) of (?:the|this) (?:term|period|programme|program|agreement|memorandum|mou|plan)|summ(?:ary|ing)[- ]up|sum(?:med)? up|end-of-term|before (?:the )?expiry|final summ|(?:terminal|closing|ex-post|end-line|end-term|completion) (?:evaluation|review|assessment|report)|evaluat(?:ion|ed)[^.;]{0,60}\bat the end of|(?:at|towards?) its (?:end|close|conclusion|completion)\b|(?:upon|on|at|after) (?:completion|conclusion|expiry|expiration)\b|whole (?:year|period|term)\b(?= in)|overall (?:review|evaluation)|concluding (?:review|evaluation)|review(?:ed)? the whole"),
    ("annual", r"annual(?:ly)?|(?:each|every) (?:january|february|march|april|may|june|july|august|september|october|november|december)|turn of (?:each|the) year|(?:every|each|once a|once each|once every|per|a) year|yearly|year-end|at the end of (?:each|every) year|once in a year|one time per year"),
]
REVIEW_NOUN = r"briefings?|\btalks\b|confer\b|wound up|stocktaking|\bmeet(?:s|ings?)?\b|review\w*|evaluat\w*|assess\w*|summar\w*|sum(?:med)? up|summing|take stock|draw (?:lessons|experience)|progress"
REVIEW_NOT = r"\b(?:reviewed|assessed|summed up) the (?:results|implementation)[^.]{0,60}(?:20\d{2}|past|last)|over the past|trade fair|has been|have been|months' (?:written )?notice|\bsaid\b|termination|terminated"
REVIEW_OBJECT = r"(?!)"
REVIEW_ONLY = r"mid-?term|preliminary (?:review|summary|evaluation|assessment)|final (?:review|summary|evaluation|assessment|summing|report)|summing[- ]up|sum up|interim review"
MEETING_TOO = r"annual|every year|each year|yearly"
AFTER_YEARS = r"after\s+(?:the\s+)?(?:first\s+)?(?P<n>\d{1,2}|one|two|three|four|five)\s*(?:\([^)\n]{1,8}\)\s*)?years?|end of (?:the|its) (?P<n2>first|second|third|fourth|\d)(?:st|nd|rd|th)? year|in (?:the|its) (?P<n3>second|third|fourth) year"
BY_YEAR = rf"(?:(?:in|by|before|until|at the end of|end of|the end of)\s+)*(?:{_M}\s+)?(?:the (?:first|second|third|fourth) quarter of\s+)?(?P<y>20\d{{2}})"
BY_WORD = r"(?:by|before|no later than|until)\s+(?:the end of\s+|late\s+|end-?)?(?:\w+\s+)?$"
RHYTHM = r"(?:every|each|once a|per) (?:year|quarter|six months)|annual|periodic|regularly|quarterly|yearly"
NOT_DUTY = r"^\W*(?:done|signed|made) (?:at|in|on|for)\b|^\W*this (?:agreement|memorandum|mou|programme|program|plan|regulation|letter|arrangement)\b|each (?:\w+ )?will name a coordinator|name a coordinator|^\W*(?:address|represented by|tel|telephone|phone|e-?mail|title|position|name)\b\s*:|enter into force|enters? into force|takes? effect|shall remain (?:in force|valid)|remain valid|equally authentic|shall prevail|may be (?:amended|terminated|modified|extended|renewed|revised)|amend(?:ed|ment)s? (?:shall|may|to this)|terminat\w+|(?:any |all )?(?:disputes?|differences?) (?:arising|that|which|shall|will|between|or)|dispute$|divergence|original(?:s| copies)|(?:bear|cover|borne) (?:its|their|by) own|own (?:costs|expenses)|each party (?:shall|will) (?:bear|cover)|legally binding|confidential|availability of funds|focal points?\.?$|as (?:its |the )?focal points?|designates?|standing (?:body|bodies|unit)|contact (?:point|office|person)|effective (?:from|upon|on)|in force|in witness whereof|not create|subject to (?:the )?(?:laws|availability)[^.]{0,60}:$|expenses? (?:incurred|arising|shall|will)|valid for|costs of|any (?:difference|amendment)|replaces"
ORGANISATION_NOT = r"as (?:the |its )?focal|standing body|designat|draw up (?:a |an |the )?(?:\w+ )?plan|develop (?:a |an |the )?(?:\w+ )?plan"
FIELDS = [r"\b(?:in|on) (?:the )?(?:fields?|areas?|sectors?) (?:of|such as|including)\s*:?\s*(?P<list>[^.;:\n]{4,240})"]
FIELD_SPLIT = r"\s*,\s*(?:and\s+)?|\s+and\s+(?=[^,]{3,60}$)"

# Names of bodies ------------------------------------------------------------------------------------
ORG_NOUNS = (
    "ministry university department union federation association institute academy college school company corporation group bank hospital "
    "center centre committee commission agency authority office court government province council foundation society chamber library museum "
    "police command bureau board fund ltd jsc embassy inspectorate secretariat assembly administration newspaper television radio station "
    "directorate service organization organisation front club alliance league network faculty division city municipality procuracy "
    "organisation's laboratory press garden park customs army guard cooperative enterprise party town commune village secretariat checkpoint district unicef undp jica koica "
    "giz unesco fao adb ilo red-cross cross archives theatre theater polytechnic conservatory capital confederation congress taskforce electricité electricite gesellschaft trust consortium utility stock exchange fao who unodc unfpa iom wwf usaid programme's inc plc gmbh limited treasury tribunal parliament senate bar prosecutor procuratorate hub forum"
).split()  # fmt: skip
_NOUN = r"(?:Ministry|University|Department|Union|Federation|Association|Institute|Academy|College|School|Company|Corporation|Group|Bank|Hospital|Center|Centre|Committee|Commission|Agency|Authority|Office|Court|Government|Province|Council|Foundation|Society|Chamber|Library|Museum|Police|Command|Bureau|Board|Embassy|Inspectorate|Assembly|Administration|Front|League|Party|City|Customs|Archives|Procuracy|Directorate)"
ORG_LINKS = "du des la le für fur und et der den dos zur of the for in on and & de at s".split()
ORG_ON = "office commission committee council board institute centre center conference organization organisation panel taskforce programme secretariat agency".split()
CALENDAR = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec behalf".split()
ORG_STOP = "on mr mrs ms dr prof h.e comrade under at signed sign in will shall have has".split()
ORG_LEAD = r"(?:(?:(?:thai|lao|vietnamese|chinese|japanese|korean|cambodian|french|german|australian|singaporean|malaysian|indian|russian|state|private|local|foreign|leading)(?:[- ](?:owned|run|listed))? (?:company|firm|developer|giant|operator|lender|utility|conglomerate|carrier|investor|enterprise|body|organi[sz]ation|charity|ngo|utility)|[a-z]+(?: [a-z]+)?-based|(?:state|privately|foreign)-owned|(?:its|their|his|her) (?:[a-z]+ )?counterparts?,?(?: from| at| in)?|(?:(?:deputy|vice|permanent|acting|standing|first)[ -])*(?:director[- ]generals?|secretary[- ]general|general director|director|head|president|chairman|chairwoman|chairperson|chief|rector|governor|auditor general|mayor|commander|dean|leader|leadership)s? (?:of|for)|\(?\d{1,2}[.)]|the|both|between|with|(?:leaders|heads|directors|chiefs|officials|representatives|chairpersons|members|secretaries|presidents) (?:of|from)|whereas,?|its|by|for and on behalf of|on behalf of|for|and|party [ab]:?|side [ab]:?|standing (?:board|committee) of|management of)\s+)*"
ORG_START = r"(?<![\w'-])(?=[A-ZĐ])[A-ZĐ][\w'.&À-ỹ-]*"
PLACE_START = r"(?!)"
ORG_HEADS_CASED = r"(?!x)x"
PERSON_TITLES = "mr mrs ms dr prof professor minister deputy director president chairman chairwoman chairperson rector governor vice secretary comrade h.e ambassador chief head general".split()
DOMAIN_WORDS = "home affairs justice finance education training culture sports tourism health labour labor science technology foreign trade industry commerce planning investment agriculture forestry environment natural resources information communications transport construction security defence defense public works energy mines social welfare religious ethnic youth women people people's provincial national state standing party central memorandum understanding cooperation programme program agreement plan article lao laos vietnam viet nam vietnamese republic democratic and of the hall ceremony hotel international relations external".split()  # fmt: skip
COUNTRIES_CASED = ["Laos", "Lao PDR", "Vietnam", "Viet Nam", "Cambodia", "China", "Thailand", "Japan", "Korea", "Myanmar", "Cuba", "Russia", "France", "Germany", "Australia", "Singapore", "Malaysia", "Indonesia", "India"]
NAME_TAIL = r"\s+of (?:the )?(?:lao pdr|lao people's democratic republic|laos|viet ?nam|socialist republic of viet ?nam)(?=\s*(?:,|\n|and\s|\(|$))|\s*,\s*(?:in )?[a-z]+(?:[ -][a-z]+){0,3} (?:province|city|district|capital)(?=\s*(?:,|and(?:\s|$)|$|\(|\n|$|has |have |on |signed|yesterday|today))|\s+(?:in|at)\s+[a-z]{3,20}(?: [a-z]{3,12})?(?=\s+and\s)|\s+(?:under|belonging to)\s+the\s+[^,;.()\n]{3,60}?(?=\s+and\s+(?:the|viet|lao)|\s*,|\s+on\s|\s+(?:has |have )?signed)|\s*,?\s*\([^()]{1,110}\)|\s*,\s*(?:lao pdr|laos|viet ?nam|sr viet ?nam|vietnam|socialist republic of viet ?nam|lao people's democratic republic|the (?:socialist|lao)[^,;.()\n]{3,40}|cambodia|thailand|china|japan|republic of korea|hereinafter[^,;.()\n]{0,60})(?=\s*,?\s*(?:\n|and|\(|with|$|has |have |signed))|\s*,?\s*hereinafter[^,;.()\n]{3,70},?"
BETWEEN = r"\b(?:between|by and between|among)\s*:?\s+"
BETWEEN_COMMA = r"\s*[,;]\s+(?=[a-z])"
BETWEEN_AND = r"\s*,?\s*(?:and|with|&)\s*:?\s+"
WITH = r"\bwith\s+|\bbetween\s+"
TOGETHER = r"\badopt(?:ed)? (?:this|the (?:following|present))\b|hereinafter|agree that\b|\bdeclare\b[^.]{0,90}agree|hereafter|(?:collectively|jointly|individually) (?:referred|called)|have (?:agreed|reached|decided)|agree as follows|(?:hereby )?agree to"
ALIAS = r"\(\s*(?:hereinafter|hereafter|herein|referred|called)?[^)\"]{0,60}\"(?P<alias>[^)\"]{1,60})\"[^)]*\)|\(\s*(?P<alias2>[A-Z][A-Za-z&-]{1,14})\s*\)|,?\s*hereinafter(?: referred to as| called)?\s*\"?(?:the\s+)?(?P<alias3>[^,;.\"\n)]{1,50})"
TWINS = [
    r"(?P<h>(?:M|m)inistr(?:y|ies) of (?:[A-Z][\w-]+(?:,? and |,? & |, | )?){1,6}?) (?:of|from) (?P<c1>Laos|Vietnam|Viet Nam|the Lao PDR|Lao PDR|Cambodia) and (?P<c2>Laos|Vietnam|Viet Nam|the Lao PDR|Lao PDR|Cambodia)",
]
COUNTRY_SIDES = [(r"\bviet ?nam(?:ese)?\b", r" viet ?nam(?:ese)? "), (r"\blao(?:s)?\b", r" lao(?:s)? "), (r"\bcambodian?\b", r" cambodian? "), (r"\bthai(?:land)?\b", r" thai(?:land)? "), (r"\bchin(?:a|ese)\b", r" chin(?:a|ese) "), (r"\bjapan(?:ese)?\b", r" japan(?:ese)? "), (r"\bkorean?\b", r" korean? ")]
TWIN_NAME = "{head} of {country}"
SHORT_FORMS = [("ministries", "ministry"), ("labor", "labour"), ("center", "centre"), ("s t", "science and technology"), ("dept", "department"), ("moha", "ministry of home affairs"), ("viet nam", "vietnam"), ("organization", "organisation"), ("the", "")]
PARTY_LINE = r"^\W*(?:between|and|party\s+(?:a|b|c|one|two|1|2|i|ii)|side\s+(?:a|b|1|2)|the\s+(?:first|second)\s+party|(?:first|second)\s+party)\s*(?:\([^)]{0,60}\))?\s*[:.-]\s*"
REPRESENTED = r"(?:duly\s+)?represented\s+(?:herein\s+)?by(?:\s+(?:its|the))?\s*:?\s*|representative\s*:\s*"
POST_LABEL = r"(?:position|title|post)\s*:\s*"

# Names of people ------------------------------------------------------------------------------------
HONORIFICS_CASED = r"(?:(?:his|her|its) (?:[A-Z][a-z]+ )?counterpart,?|H\.\s?E\.?(?=\s)|His Excellency|Her Excellency|Mr|Mrs|Ms|Mme|Miss|Madam|Dr|Prof|Professor|Associate Professor|Assoc\. ?Prof|Comrade|Sen\. Lt\. Gen|Senior Lieutenant General|Lieutenant General|Lt\. ?Gen|Major General|Maj\. ?Gen|Brigadier General|Brig\. ?Gen|Pol|Gen|Brig|Lt|Maj|Capt|Captain|Datuk|Dato|Hon|Rev|Atty|General|Senior Colonel|Colonel|Col|Lieutenant Colonel|Sir|Ambassador|Eng|Engineer|Venerable|PhD|MSc|M\.Sc|Ph\.D)(?:\.|(?![\w]))(?:\s*\(Ms\.?\))?"
SURNAMES = "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Doan Dao Trinh Luong Truong Cao Ta To Chu Phung Quach Thai Lam Vuong Dam Luu Khuat Nghiem Mac Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Đào Trịnh Mai Lương Trương Hà Tạ Tô Đàm Lưu Thongloun Bounthong Khamphanh Somphone Sisouphanh".split()
TITLE_CASED = r"(?:(?:Permanent |Standing |Acting )?(?:Deputy |Vice |Vice-)?(?:Director[ -]General|General Director|Secretary[ -]General|Auditor General|Prosecutor General|Inspector General|Chief Executive|Minister|President|Chairman|Chairwoman|Chairperson|Director|Director General|Governor|Rector|Secretary|Ambassador|Chief Justice|Auditor General|Head|Prosecutor General|Inspector General|Mayor))"
TITLE_HEADS = r"(?:the )?(?:first |regional |resident |national |provincial |country |chief |permanent |standing |acting |deputy |vice[- ]?|senior |executive |honorary |assistant |party |former )*(?:minister|president|chairman|chairwoman|chairperson|chair|director|director[- ]general|general director|governor|rector|secretary|secretary[- ]general|ambassador|chief|head|auditor general|state auditor general|prosecutor general|inspector general|mayor|member|commander|dean|principal|editor|editor-in-chief|commissioner|representative|leader|manager|general secretary|chief justice|ceo|country director|librarian|superintendent|political commissar|treasurer|chief executive|coordinator|consul|lecturer|rectoress|provost|vice-chancellor|chancellor|managing director|resident representative)\b"
TITLE_SEP = r"\s*(?:,|-|:|\(|and concurrently)\s*"
TITLE_STOP = r"[;.()\n]|,(?!\s+(?:sports|tourism|training|information|science|labou?r|and\b(?! the)))|\s(?:and|with)\s+(?:(?:h\.e|mr|mrs|ms|dr|prof|comrade|his|her|senior|lieutenant|major|colonel)\b|(?:lao|viet)|[a-z]+ [a-z]+ [a-z]+,)|\s(?:signed|sign|inked|co-chaired|chaired|said|attended|presided|represent(?:ed|ing)|at|on (?:behalf|monday|tuesday|wednesday|thursday|friday)|in the presence|exchanged|witnessed|held|met|who|will|has|had|was|were|affixed|stressed)\b"
TITLE_LINK = r"\s*(?:of|for|at)?\s*(?:the)?\s*"
NOT_NAMES = "Minister Deputy Vice President Director General Governor Rector Chairman Chairwoman The Mr Mrs Ms Dr Prof H.E Secretary Ambassador Head Lao Vietnamese Comrade On In At And Speaking Permanent Photo Under Both During After Ha-Noi Signed Name Title Date Place Madam Mme Chief Associate Assoc".split()
NOT_PERSON = r"^(?:Ho Chi Minh|Hồ Chí Minh|Ha Noi|Hanoi|Hà Nội|Viet Nam|Lao PDR|Da Nang|Luang Prabang|Luang Namtha|Ha Tinh|Ha Giang|Cao Bang|Lam Dong|Thai Nguyen|Memorandum.*|Party.*|.* (?:Province|City|District|Hotel|Museum))$"
PLACE_BEFORE = r"(?:\b[Ii]n|\b[Aa]t|[Pp]rovince of|[Cc]ity of|[Dd]istrict of|University|Province|[Ss]treet)\s*$"
SIGNED_MARK = r"^\W*(?:\(?signed\)?|\(?signature\)?|seal|\(?signature and seal\)?|date\s*:?.*|place\s*:?.*|signature\s*:.*)\W*$"
BLOCK_HEAD = r"^\W*(?:for and on behalf of|for|on behalf of|representative of|pp\.?|p\.p\.)\s+(?:the\s+)?"
NAME_LABEL = r"^\W*name\s*:\s*"
POST_LINE = r"^(?:title|position)\s*:"
ON_BEHALF = r"^\W*\(?(?:for and on behalf|on behalf|for the (?:rector|minister|director|president))"
DATELINE = r"^\W*[A-ZĐ][^\W\d]+(?: [A-ZĐ][^\W\d]+){0,3}(?:,[^-\n]{0,40})?\s*(?:\([^)\n]{2,40}\))?\s*-\s+"
ORG_TAIL_WORDS = "province city district capital university hospital college ministry".split()
CAPITAL = r"(?<![\w'.])[A-ZĐ]"
UP_TO_VERB = r"(?:\s*\([^()]{1,40}\))?,?\s*(?:(?:has|have|had|on|in|yesterday|today|recently|officially|jointly|last|in [a-z]{3,15}(?: [a-z]{3,12})?|this|week|month|will|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[a-z]+ \d{1,2}(?:, \d{4})?|\d{1,2} [a-z]+(?: \d{4})?|here|held a ceremony to|organi[sz]ed a ceremony to|held a|organi[sz]ed a|the|agreed to|held the),?\s*)*"
TITLE_YEAR = r"(?:plan|programme|program|agreement|regulation|memorandum)[^.;]{0,110}?\b(?P<a>20\d{2})(?!\s*(?:-|to)\s*20)"
DUTY_OF = r"^\W*(?:(?:responsibilities|obligations|undertakings|commitments|duties|role|tasks|assignments?|rights and obligations)\s+(?:of|for)\s+)?(?:the\s+)?"
OPENS_LIST = r"\b(?:between|parties|among|by)\b"
TITLE_OF = r"\b(?:of|by|for)\s+"
MODAL_HEAD = r"(?:(?:will|shall|would|agreed|agrees|agree|undertakes?|pledged?|is|are|to|responsible|for|also|jointly|continue|be|regularly)\s+)+"
ADDRESS = r"(?:\s*,\s*[^,;()\n]{2,70}){1,4}?\s*(?:\([^()\n]{1,90}\))?\s*,?(?:\s*of the (?:one|first|other) part)?\s*[;,]?(?=\s+and\s)"
DUTY_MODAL = r"\b(?:shall|will)\b"
PROVIDES = r"\b(?:commits|binds|obliges)\b [^.;]{2,60}? to\b|\b(?:provides?|providing) for\b|\bcovers?\b|\benvisages?\b|\bcalls for\b|\bstipulates?\b"
SIGNED_BY = r"\b(?:signed|inked|concluded|agreed)\b[^.;]{0,60}?\bby\s+"
ORG_FIRST_WORDS = "provincial municipal district city national".split()
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        start=1,
    )
}
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", "[- ]")
_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
YEARS = {**{word: 2000 + number for number, word in enumerate(_UNITS, start=1)}, "twenty": 2020, "thirty": 2030}
YEARS |= {f"twenty {word}": 2020 + number for number, word in enumerate(_UNITS[:9], start=1)}
DATES.insert(
    0,
    rf"(?<!\w)(?P<dw>{_ORDINAL})\s+(?:day\s+)?(?:of\s+)?{_M}\s*,?\s*(?:(?:in\s+)?(?:the\s+)?year\s+)?"
    rf"(?:(?P<y>\d{{4}})|two\s+thousand\s+(?:and\s+)?(?P<yw>(?:twenty|thirty)?[- ]?(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})?)|(?P<yt>twenty[- ]twenty(?:[- ](?:{'|'.join(_UNITS[:9])}))?))",
)
MONTHS_AGO = [(r"\bthis month\b", 0), (r"\blast month\b", 1)]
TODAY = [(r"\btoday\b|this (?:morning|afternoon|evening)", 0), (r"\byesterday\b", 1)]
MONTH_ONLY = r"\b(?:in|early|late|mid)[- ](?P<mw>january|february|march|april|may|june|july|august|september|october|november|december)\b(?!,? \d)"
COURTESY = r"(?:" + HONORIFICS_CASED + r"|\()\s*[:,.]?\s*"
UNTIL = r"(?:in force|valid|effect|effective|signature|signing)[^.;\n]{0,60}?(?:until|till|to|through)\s+(?:the end of\s+)?(?P<b>(?:\d{1,2}\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+)?(?:\d{1,2},\s+)?20\d{2})"
YEAR_OPENS = r"\W*(?:in|during|over|from|between|since) "

# The type by the first verb of a duty and what it is done to; the first that fits counts.
_S = r"\w*"
_OBJ = r"[^;:]{0,70}?"
HEAD_LEAD = r"(?:to|also|both|then|jointly|regularly|actively|annually|further|continue to|each year,?|every year,?|closely|periodically|immediately|promptly|will|shall|would|agreed?|agrees|undertakes?|pledged?|is to|are to|is|are|be|responsible for|each|all|help|including)\s+"
VERB = rf"\b(?:will|shall|would|agreed|agrees|agree|undertakes?|pledged?|is to|are to|is responsible)\b|(?<=[a-z_] )(?:{_V})(?:s|es)\b(?! (?:of|and|in|for|on|by|with|to the) )"
TYPE_HEADS = [
    ("students", rf"(?:receiv|accept|host|admit|reserv|tak|offer|grant|award|giv|provid|supervis|enrol|sponsor|send|allocat|fund|recruit){_S}{_OBJ}\b(?:students?|pupils|trainees|interns(?:hips?)?|scholarships?|bursar(?:y|ies)|fellowships?|doctoral|master's|places (?:annually |each year )?for|study places|undergraduates)\b"),
    ("other", rf"(?:exchang|shar|suppl|provid|send|giv|pass|circulat|forward|transmit|submit|furnish){_S}(?! lessons| experience)(?:(?: (?!(?:train|assist|equip|support)\w*)[\w'/-]+,?){{0,7}}) (?:information|data|statistics|documents?|alerts|forecasts|reports|notices?|lists?|intelligence|warnings|copies|files|publications|records|texts|figures)\b"),
    ("other", r"(?:notif|inform|alert|keep [\w ,-]{2,30}informed|report)\w*"),
    ("visit", rf"(?:exchang|send|receiv|host|invit|organi[sz]|arrang|pay|mak|dispatch|welcom){_S}{_OBJ}\b(?:delegations?|study tours?|reciprocal visits|mutual visits|(?:working|official|annual|friendship|study|exchange) visits?|missions?|(?:familiari[sz]ation|fact-finding|exposure|study) trips?|(?<!field )visits (?:by|to|between|of))\b|(?:call|calling) on one another|(?:mutual|reciprocal|working|annual|regular|official|study) (?:\w+ )?visits?\b|visit(?:s|ing)?\b"),
    ("experience", rf"(?:exchang|shar|swap|learn|draw){_S}{_OBJ}\b(?:experiences?|lessons|practices?|knowledge|expertise|know-how|techniques)\b"),
    ("experience", rf"(?:exchang|rotat){_S} (?:of )?(?:[\w-]+,? (?:and )?){{0,3}}(?:staff|officers|officials|lecturers|experts|professors|teachers|specialists|researchers|curators|doctors|nurses|journalists|artists|technicians|faculty)|(?:host|invit|receiv){_S} (?:\w+ )?visiting (?:lecturers|professors|scholars|experts)"),
    ("award", r"(?:commend|reward|prais|honou?r(?!ing their)|felicitat)\w*|(?:present|award|giv|confer|grant|bestow)\w* (?:[\w-]+ ){0,3}(?:certificates?|medals?|prizes?|titles?|awards?|diplomas|insignia)"),
    ("nomination", rf"nominat\w*|(?:select|identify|identif|recommend|introduc|propos|short-?list|choos){_S}{_OBJ}\b(?:candidates?|outstanding|award|prize|title|party|honou?r|suppliers|trainees|participants|cooperatives|individuals|admission|qualified|eligible|typical|exemplary|members for)\b"),
    ("course", rf"(?:build|strengthen|develop)\w* the (?:capacity|skills) of|giv{_S}{_OBJ}(?:instruction|lessons) in\b|help{_S}? train|(?:re)?train(?:s|ing)?\b(?! (?:centre|center|programme materials))|(?:teach|coach|mentor){_S}|instruct(?:s|ing)? (?:officers|staff|students|volunteers)|(?:run|running|organi[sz]|co-?organi[sz]|hold|open|deliver|offer|conduct|provid|giv|launch|host|arrang|deliver){_S}{_OBJ}\b(?:courses?|training|class(?:es)?|school|boot ?camp|workshops? to train)\b|(?:short|intensive|annual|joint|language) (?:\w+ )?(?:courses?|training|class(?:es)?)"),
    ("contest", rf"(?:run|organi[sz]|co-?organi[sz]|hold|launch|host|conduct|stag|take part in|join|send (?:a |\w+ )?teams?|enter|field){_S}{_OBJ}\b(?:contests?|competitions?|tournaments?|olympiads?|quiz(?:zes)?|games|marathon|hackathon|match(?:es)?|championships?)\b"),
    ("project", r"(?:conduct|carry(?:ing)? out|undertak|prepar|complet|commission)\w* [^;:]{0,50}(?:feasibility|baseline|pre-feasibility) stud(?:y|ies)"),
    ("research_advice", r"(?:draft|draw(?:ing)? up)\w*\b[^;:]{0,90}(?:plans?|laws?|decrees?|strateg(?:y|ies)|standards?|amendments?)\b(?<!work plan)(?<!action plan)|(?:put forward|submit|propos)\w* to the (?:government|national assembly|prime minister|party|council)"),
    ("support", r"(?:simplif|streamlin)\w*|(?:second|lend|donat|furnish|hand(?:ing)?[- ]?over|equip|install|waiv|cover|bear|pay|cater|stockpil|facilitat|sponsor|fund|financ|obtain|accommodat|entrust|reduc|exempt|guarantee|dispatch|make (?:[\w-]+ )+available|bears|host volunteers)\w*\b|present (?!certif)[\w ]{2,24} with\b|arrang\w* (?!(?:\w+ ){0,4}(?:meeting|conference|delegation))|(?:suppl|provid|offer|giv|lend|send)\w* (?!.{0,40}\b(?:training|courses?|propos|recommend|opinion|comments)\b)"),
    ("support", r"provid\w* (?:[\w-]+ ){0,4}(?:machinery|equipment|funds?|materials|accommodation|vehicles)"),
    ("research_advice", rf"review{_S} and comment|(?:advis|survey|comment|consult|commission|recommend|propos){_S}|(?:submit|mak|prepar|put forward|draft|send|develop|formulat){_S}{_OBJ}\b(?:recommendations?|proposals?|opinions|petitions|policy|policies|guidelines|technical study|draft law|amendments)\b|research (?:polic|and (?:advise|propose))\w*"),
    ("project", r"(?:undertak|conduct|carry(?:ing)? out|implement|develop|do|pursu|launch)\w* (?:and carry out )?(?:joint |collaborative |\w+ )?(?:research|projects?|pilots?)\b|joint (?:research|projects?)\b"),
    ("directive", r"(?:direct|instruct|guid|order|urg|requir|encourag)\w* (?!visits|flights)(?:the |their |its |all |district|provincial|local|subordinate|affiliated|member|grass|lower|schools|units|branches|commune|\w+ (?:unions?|units|branches|offices|chapters)\b)"),
    ("campaign", r"mobili[sz]\w*|plant(?:s|ing)?\b|launch\w* (?:[\w\"'-]+ ){0,5}(?:campaigns?|movements?|month|week|drive)|(?:encourag|call on|persuad)\w* (?:people|residents|members|households|farmers|women)|(?:run|organi[sz]e|conduct|hold) (?:[\w-]+ ){0,4}(?:campaigns?|drives?|blood donation|clean-?ups?|tree[- ]planting)|organi[sz]\w* (?:a |an |the )?(?:[\w-]+ )?(?:tree[- ]planting|blood donation|clean-?up|month of)"),
    ("publicity", rf"air{_S} (?:a|an|the|\d)|set(?:s|ting)? up{_OBJ}(?:facebook|social media|page|column|newsletter|exhibition)|(?:publish|publici[sz]|advertis|broadcast|disseminat|propagat|populari[sz]|post|print|display|featur|promot){_S} (?!(?:the )?(?:exchange|cooperation|collaboration|research|contact|use|trade|gender|investment|friendship|mutual|people))|produc{_S}{_OBJ}\b(?:radio|films?|videos?|spots|programmes?|documentar\w+|clips?|leaflets|posters|brochures|booklets)\b|(?:rais|conduct|run|organi[sz]|carry(?:ing)? out){_S}{_OBJ}\b(?:awareness|exhibitions?|media|communication|press)\b|put(?:s|ting)? up\b|name (?:one|a) (?:street|road|park)"),
    ("supervision", r"(?:inspect|monitor|supervis|audit|patrol|check|oversee)\w*\b|(?:conduct|carry(?:ing)? out|undertake|organi[sz]e|joint|hold) (?:\w+ ){0,3}(?:inspections?|monitoring|patrols?|audits?|supervision|checks)\b"),
    ("meeting", r"(?:set(?:s|ting)? up|establish\w*|form\w*) (?:a |an |the )?(?:joint |bilateral |steering )+(?:working )?(?:group|committee)|(?:meet|conven|confer|gather|consult)(?:s|es|e|ing)?\b|(?:hold|host|organi[sz]|conduct|conven|co-?organi[sz])\w* (?:[\w'-]+ ){0,5}(?:meetings?|talks|briefings?|dialogues?|consultations?|forums?|reviews?|conferences?|fairs?)\b|(?:review|evaluat|assess|sum(?:s|ming)? up|tak(?:e|es|ing) stock)\w*"),
    ("experience", r"(?:hold|host|organi[sz]|conduct|co-?organi[sz])\w* (?:[\w'-]+ ){0,5}(?:seminars?|workshops?|symposi\w+|round ?tables?)\b"),
    ("project", r"(?:pilot|construct|digiti[sz]|upgrad|restor|renovat|reconcil)\w*|build(?:s|ing)? (?!capacity)|set(?:s|ting)? up|establish\w*|develop\w* (?:a|an|the|joint|shared)\b|(?:run|operat)\w* (?:a|an|the)\b"),
]  # fmt: skip
NAME_CHILD = r"(?:Department|Faculty|Institute|Cent(?:re|er)|Division|Office|School|Bureau|College|Directorate)\b"
NAME_PARENT = r",\s+(?:the\s+)?(?:Ministry of [A-Z][\w-]+(?:(?:,? and|,) [A-Z][\w-]+(?= and |,|\s*\(|$)|,? and [A-Z][\w-]+| [A-Z][\w-]+)*|(?:[A-Z][\w-]+ ){1,3}(?:University|Academy)|(?:National )?University of (?: ?[A-Z][\w-]+)+)"
PARTY_LETTER = r"\(\s*(?:[^()]{0,40}\s)?\"?(?:the )?(?:party|court|side|participant|university|institution|hospital|province) (?:a|b|c|one|two|1|2|i|ii)\"?\s*\)"
# "signed on Tuesday": counted back from the day the report bears; Monday is 0.
WEEKDAYS = {
    name: day
    for day, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
DATES.append(rf"(?<!\d)(?P<d>\d{{1,2}})\s*(?:-|to|and)\s*\d{{1,2}}\s+{_M}(?:\s*,?\s*(?P<y>\d{{4}}))?(?!\w)")
DATES.append(rf"(?<!\w)(?P<d>\d{{1,2}})[-/]{_M}[-/](?P<y>\d{{4}})(?!\w)")
YEAR_ONLY = r"\((?:signed|concluded)[^()\n]{0,90}\bin (?P<y>20\d{2})\)|^\W*signed in (?P<y2>20\d{2})\W*$"
WITNESS_HEAD = r"^\W*(?:in the presence of|witness(?:es|ed)?(?: by)?)\b"
TITLE_BEFORE_ORG = r"(?:Deputy |Vice[- ]|Permanent |Acting |Standing )*(?:Director[- ]General|Secretary[- ]General|General Director|Director|Head|President|Chairman|Chairwoman|Chairperson|Chief|Minister|Rector|Governor|Secretary|Dean|Mayor|Commander|Auditor General)s? (?:of|for) (?:the )?"
SHARED_NOUN = r"(?P<a>[A-Z][a-z]+(?: [A-Z][a-z]+)?) and (?P<b>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:provinces|cities|districts|universities|hospitals)\b"
TITLE_ENDS = TITLE_BEFORE_ORG + r"\Z"
DATES.append(rf"(?<!\w){_M}\s+the\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?:\s*,?\s*(?P<y>\d{{4}}))?(?!\w)")
DATES.append(r"(?<![\d/.-])(?P<y>20\d{2})/(?P<m>\d{2})/(?P<d>\d{2})(?!\d)")
DATES.insert(
    0,
    rf"(?<!\d)\d{{1,2}}\s*(?:-|to|and)\s*(?P<d>\d{{1,2}})\s+{_M}(?:\s*,?\s*(?P<y>\d{{4}}))?(?!\w)(?=[^.]{{0,140}}(?:closing|last|final) day)",
)
DATES.insert(0, rf"(?<!\w){_M}\s+(?P<d>\d{{1,2}})\s*(?:-|to|and)\s*\d{{1,2}}(?:\s*,?\s*(?P<y>\d{{4}}))?(?![\w-])")
DEMONYMS = "Lao Vietnamese Thai Cambodian Chinese Japanese Korean National".split()
