"""Invented pairs of section texts: nearly the same, and only on the same theme.

Each pair stands as (what it shows, section, first text, second text); the first is asked whether it is like the
second. 甲 is 云岫区住房和城乡建设局, 乙 another agency of 云岫区.
"""

DISTRICT = "云岫区"
FIRST = (f"{DISTRICT}住房和城乡建设局", "区住建局", DISTRICT)
SECOND = (f"{DISTRICT}水务局", "区水务局", DISTRICT)
TOWN = (f"{DISTRICT}白鹭镇人民政府", "白鹭镇", DISTRICT)

PROBLEMS = (
    "2023年，我局政府信息公开工作取得了一些进展，但仍存在一些不足：一是公开内容偏重工作动态，群众办事真正用得上的"
    "流程、材料清单更新较慢；二是各科室报送信息的积极性不均衡，个别科室全年报送不足5条；三是政策解读多以文字为主，"
    "图解和短视频较少，老年群众读起来吃力。\n"
    "针对上述问题，我局采取了以下改进措施：一是把办事指南纳入每月巡查，发现与窗口实际不一致的，3个工作日内改正；"
    "二是将信息报送数量和质量列入科室年度考核，由办公室按季通报；三是与区融媒体中心合作，全年制作图解12期、短视频6个，"
    "并在服务大厅设置大字版读本。"
)
PROBLEMS_OF_TOWN = (
    "回顾一年来的工作，不足之处主要在两个方面。村务公开栏张贴的内容与网上发布的内容时间不一致，村民两头看、两头问；"
    "镇里负责公开的人员身兼数职，惠农补贴发放明细有过迟公布的情况。\n"
    "下一步，镇党政办牵头建立补贴信息“发放前公示、发放后公告”的台账，每月10日由纪检干事抽查两个村；同时把公开栏的更换"
    "日期写在栏头，到期未换的由包村干部当场督促。"
)
SAME_POINTS_OTHER_WORDS = (
    "我镇的信息公开还有三点欠缺：一是内容以会议、活动报道居多，便民服务指南跟不上政策变化；二是村（社区）和站所供稿"
    "多少不一，有的几个月没有一条；三是解读形式单一，缺少通俗直观的作品。\n"
    "今后着重从三方面努力：一是每季度组织便民中心逐项核对服务事项，改了就发；二是对供稿情况打分排名，结果在镇干部大会上"
    "公布；三是请驻村大学生把政策画成漫画，在赶集日发放。"
)
OVERVIEW = (
    "2023年，我局深入贯彻落实《中华人民共和国政府信息公开条例》，围绕老旧小区改造、物业服务和工程质量做好公开。\n"
    "（一）主动公开\n通过区政府门户网站公开信息268条，公众号推送93篇。作出行政许可112件、行政处罚9件，行政事业性收费36.5万元。\n"
    "（二）依申请公开\n新收政府信息公开申请14件，上年结转1件，办结15件，其中予以公开9件、无法提供6件。未发生行政复议、行政诉讼。\n"
    "（三）政府信息管理\n所有稿件先由经办科室核对事实和数字，再由办公室统一格式，最后由分管领导签发；对公布满两年的通知公告逐条"
    "复看，已经失效的加注说明，不再适用的移入历史栏目。\n"
    "（四）政府信息公开平台建设\n把网站专栏按“查政策、办事情、看工程”重新归类，每个栏目写明由哪个科室维护、多久更新一次；"
    "在质监站和交易大厅各设一处查阅点，放置工程监管信息查询机。\n"
    "（五）监督保障\n局主要负责人每半年听取一次公开工作汇报，新进人员上岗前须学习条例和本局的发布规程；邀请业主代表和建筑企业"
    "代表担任监督员，对答复是否及时、网页是否好找提出意见，意见逐条回复。"
)
OVERVIEW_OF_WATER = (
    "2023年，我局依照《中华人民共和国政府信息公开条例》，把防汛、供水和河湖治理信息作为公开重点。\n"
    "（一）主动公开\n全年在门户网站发布信息154条，“云岫水务”公众号发布预警提示61条。作出行政许可37件、行政处罚4件。\n"
    "（二）依申请公开\n新收政府信息公开申请5件，无上年结转，全部办结，均为予以公开。没有行政复议和行政诉讼。\n"
    "（三）政府信息管理\n水质检测、取水许可等数据由业务系统直接导出，发布前与纸质台账比对；每年汛前清理一次超过期限的调度通知，"
    "清单报区档案馆备案。\n"
    "（四）政府信息公开平台建设\n在12处河段公示牌加印二维码，扫码可看河长、水质和投诉电话；停水通知同步发到居民小组微信群，"
    "由供水公司专人答疑。\n"
    "（五）监督保障\n公开工作由机关党委会同办公室检查，抽到的页面当天截图留存；组织水务站人员集中培训两天，请老同志讲申请答复中"
    "走过的弯路。"
)
OTHER_MATTERS = (
    "本年度未发出收费通知，未收取信息处理费。\n"
    "按照区里的统一安排，我局开展了“走进工地看质量”公开日活动4场，邀请居民、媒体和施工人员家属共180人实地查看混凝土试块送检、"
    "塔吊验收等环节，现场提出的27个问题已经在专栏公布答复；建筑工人工资专用账户的开设和支付情况改为按月公布。"
)
LEGAL_OPENING = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府"
    "信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求，编制本报告。本报告由总体情况、主动公开政府信息情况、收到和"
    "处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。报告中所列"
    "数据的统计期限自2023年1月1日起至2023年12月31日止。本报告电子版可在区政府门户网站“政府信息公开年报”专栏查阅和下载。如有疑问，"
    "请与本机关办公室联系（地址：文昌路8号，电话：0000-1234567，邮编：100000）。\n"
)
NONE_AT_ALL = (
    "（一）主动公开。2023年，本机关未制发、废止行政规范性文件，没有现行有效的行政规范性文件；无行政许可、行政处罚和行政强制事项，"
    "未收取行政事业性收费。\n（二）依申请公开。2023年未收到政府信息公开申请，无上年结转和结转下年度继续办理的申请。未发生因政府信息"
    "公开工作被申请行政复议、提起行政诉讼的情况。\n（五）监督保障。未发生责任追究的情况。"
)
COMPOSED = (
    "（一）主动公开\n2023年，本机关制发行政规范性文件2件、现行有效7件；作出行政许可决定310件、行政处罚决定12件。\n"
    "（二）依申请公开\n2023年，本机关新收政府信息公开申请21件（自然人18件、商业企业2件、法律服务机构1件），上年结转2件，共23件。"
    "全年办结22件，其中予以公开15件、部分公开2件、无法提供（本机关不掌握相关政府信息）5件；结转下年度继续办理1件。\n"
    "2023年，本机关因政府信息公开工作被申请行政复议2件（结果维持1件、其他结果1件）；未被提起行政诉讼。"
)


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


NEARLY_THE_SAME = [
    ("copied as it is", "s5", PROBLEMS, PROBLEMS),
    (
        "other names and numbers",
        "s5",
        PROBLEMS,
        _changed(
            PROBLEMS,
            ("2023年", f"2023年度，{SECOND[0]}和"),
            ("我局采取", "本单位采取"),
            ("5条", "十条"),
            ("3个工作日", "5个工作日"),
            ("12期", "4期"),
            ("6个", "11个"),
        ),
    ),
    (
        "points in another order",
        "s5",
        PROBLEMS,
        "2023年，我局政府信息公开工作取得了一些进展，但仍存在一些不足：一是政策解读多以文字为主，图解和短视频较少，老年群众读起来"
        "吃力；二是公开内容偏重工作动态，群众办事真正用得上的流程、材料清单更新较慢；三是各科室报送信息的积极性不均衡，个别科室全年"
        "报送不足5条。\n针对上述问题，我局采取了以下改进措施：一是与区融媒体中心合作，全年制作图解12期、短视频6个，并在服务大厅设置"
        "大字版读本；二是把办事指南纳入每月巡查，发现与窗口实际不一致的，3个工作日内改正；三是将信息报送数量和质量列入科室年度考核，"
        "由办公室按季通报。",
    ),
    (
        "other punctuation, width and breaks",
        "s5",
        PROBLEMS,
        PROBLEMS.replace("；", "。\n")
        .replace("，", ", ")
        .replace("一是", "1．")
        .replace("二是", "（2）")
        .replace("12", "１２"),
    ),
    (
        "a few words exchanged",
        "s5",
        PROBLEMS,
        _changed(
            PROBLEMS,
            ("取得了一些进展", "有了新的进步"),
            ("更新较慢", "更新不快"),
            ("积极性不均衡", "积极性有高有低"),
            ("按季通报", "每季通报"),
            ("科室", "股室"),
        ),
    ),
    ("all of it in a longer text", "s5", PROBLEMS, f"{PROBLEMS_OF_TOWN}\n{PROBLEMS}"),
    (
        "a sentence of one's own added",
        "s5",
        f"{PROBLEMS}物业投诉较多的6个小区，公开了维修资金的使用明细和业主表决的结果。",
        PROBLEMS,
    ),
    (
        "overview with the other's figures",
        "s1",
        OVERVIEW,
        _changed(
            OVERVIEW,
            ("老旧小区改造、物业服务和工程质量", "河湖治理、供水服务和防汛调度"),
            ("268条，公众号推送93篇", "154条，公众号推送61篇"),
            (
                "作出行政许可112件、行政处罚9件，行政事业性收费36.5万元",
                "没有行政许可、行政处罚，没有行政事业性收费",
            ),
            (
                "新收政府信息公开申请14件，上年结转1件，办结15件，其中予以公开9件、无法提供6件",
                "全年未收到政府信息公开申请，无结转",
            ),
        ),
    ),
    (
        "the other's name left standing",
        "s1",
        OVERVIEW.replace("我局", FIRST[0]),
        OVERVIEW.replace("我局", FIRST[0]).replace("2023年", "2023年度"),
    ),
    (
        "long other matters",
        "s6",
        OTHER_MATTERS,
        _changed(OTHER_MATTERS, ("180人", "95人"), ("27个", "13个"), ("4场", "2场")),
    ),
]

ONLY_ON_THE_SAME_THEME = [
    ("a bureau's and a township's problems", "s5", PROBLEMS, PROBLEMS_OF_TOWN),
    ("the same three points in other words", "s5", PROBLEMS, SAME_POINTS_OTHER_WORDS),
    ("two overviews", "s1", OVERVIEW, OVERVIEW_OF_WATER),
    ("two overviews after one opening", "s1", LEGAL_OPENING + OVERVIEW, LEGAL_OPENING + OVERVIEW_OF_WATER),
    ("the legal opening and nothing else", "s1", LEGAL_OPENING, LEGAL_OPENING),
    ("statements of none", "s1", LEGAL_OPENING + NONE_AT_ALL, LEGAL_OPENING + NONE_AT_ALL),
    ("sentences that the program composed", "s1", COMPOSED, COMPOSED),
    (
        "no fee and nothing else",
        "s6",
        "2023年，本机关没有发出收费通知，未收取信息处理费。除上述情况外，没有其他需要报告的事项。",
        "2023年，本机关没有发出收费通知，未收取信息处理费。除上述情况外，没有其他需要报告的事项。",
    ),
    (
        "two short sentences",
        "s5",
        "一是解读形式单一，多为文字。二是更新不够及时。下一步，丰富解读形式，明确更新时限，安排专人每周检查。",
        "一是解读形式单一，多为文字。二是更新不够及时。下一步，丰富解读形式，明确更新时限，安排专人每周检查。",
    ),
    (
        "problems copied, measures of one's own",
        "s5",
        PROBLEMS,
        PROBLEMS.split("\n")[0]
        + "\n"
        + SAME_POINTS_OTHER_WORDS.split("\n")[1]
        + PROBLEMS_OF_TOWN.split("\n")[1],
    ),
    (
        "guiding words and hints of the template",
        "s5",
        "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神。先逐条写存在的主要问题，再按同样的次序写改进情况。"
        + SAME_POINTS_OTHER_WORDS,
        "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神。先逐条写存在的主要问题，再按同样的次序写改进情况。"
        + PROBLEMS_OF_TOWN,
    ),
]

LAST_YEAR_CARRIED_ON = [
    (
        "only the year and the numbers",
        "s5",
        PROBLEMS,
        _changed(PROBLEMS, ("2023", "2022"), ("12期", "9期"), ("5条", "8条")),
    ),
    (
        "overview with new figures",
        "s1",
        OVERVIEW,
        _changed(OVERVIEW, ("2023", "2022"), ("268", "301"), ("112件", "87件")),
    ),
]

LAST_YEAR_REWRITTEN = [
    ("written anew", "s5", PROBLEMS, SAME_POINTS_OTHER_WORDS),
    (
        "standing arrangements kept, the rest new",
        "s1",
        OVERVIEW,
        OVERVIEW.split("（三）")[0] + OVERVIEW_OF_WATER.split("\n", 5)[5],
    ),
]
