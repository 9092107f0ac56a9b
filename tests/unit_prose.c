/* unit_prose.c - tests of what is told of prose: likeness, broken ends, doubled words, patterns. */
#include "sema/text.h"
#include "sema/text_pattern.h"

#include "unit.h"
#include "unit_prose.h"

/* More digits than any number here may have. */
#define NINES "99999999999999999999999999999999999999999999999999999999999999999999999999999999"

static const struct rational half = {1, 2};

static void test_similarity(struct unit *u)
{
    static const struct {
        int line;
        const char *a, *b;
        int numerator, denominator;
    } rows[] = {
        {HERE, "学区化办学", "学区化办学", 1, 1},
        {HERE, "学区化办学。", "学区化、 办学", 1, 1},
        {HERE, "ＡＢＣ１２", "abc12", 1, 1},
        {HERE, "学区化", "集团化", 0, 1},
        {HERE, "改造道路长度", "改造道路面积", 3, 5},
        {HERE, "好好好", "好好", 2, 3},
        {HERE, "优", "优", 1, 1},
        {HERE, "优", "良", 0, 1},
        {HERE, "步依依步", "步依依", 4, 5}, /* the pair at the end of one is inside the other */
        {HERE, "", "", 0, 1},
        {HERE, "。，", "培训", 0, 1},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rational expected = {rows[i].numerator, rows[i].denominator};
        struct str left = str_of(rows[i].a), right = str_of(rows[i].b);
        CHECK_ROW_NUMBER(u, &rows[i],
                         rational_compare(text_similarity(&a, left, right, half), expected), 0);
        CHECK_ROW_NUMBER(u, &rows[i],
                         rational_compare(text_similarity(&a, right, left, half), expected), 0);
    }
    arena_free(&a);
}

/* Long texts are sorted in another way: the result is that of their parts. */
static void test_similarity_long(struct unit *u)
{
    struct arena a = ARENA_INIT;
    enum { TIMES = 4000 };
    char *left = arena_alloc(&a, TIMES * 6), *right = arena_alloc(&a, TIMES * 6);
    for (size_t i = 0; i < TIMES; i++) {
        memcpy(left + i * 6, i % 2 ? "绩效" : "目标", 6);
        memcpy(right + i * 6, i % 4 < 2 ? "绩效" : "目标", 6);
    }
    struct str one = {left, TIMES * 6}, other = {right, TIMES * 6};
    CHECK_NUMBER(u, rational_compare(text_similarity(&a, one, one, half), rational_whole(1)), 0);
    struct rational between = text_similarity(&a, one, other, half);
    CHECK(u, rational_compare(between, (struct rational){7, 10}) > 0);
    CHECK(u, rational_compare(between, (struct rational){8, 10}) < 0);
    arena_free(&a);
}

static void test_overlap(struct unit *u)
{
    static const struct {
        int line;
        const char *a, *b;
        int numerator, denominator;
    } rows[] = {
        {HERE, "教师培训", "开展教师培训和课程开发", 1, 1},
        {HERE, "教师培训", "教师，培训", 2, 3},
        {HERE, "教师培训教师", "道路", 0, 1},
        {HERE, "2020年", "2021年", 1, 1}, /* numbers are no topic */
        {HERE, "，。", "道路", 1, 1},
        {HERE, "教师，培训", "教师，课程，培训", 1, 1}, /* nor are signs */
        {HERE, "教师，培训", "教师课程。培训", 1, 1},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rational expected = {rows[i].numerator, rows[i].denominator};
        struct rational overlap = text_overlap(&a, str_of(rows[i].a), str_of(rows[i].b));
        CHECK_ROW_NUMBER(u, &rows[i], rational_compare(overlap, expected), 0);
    }
    arena_free(&a);
}

/* Checks the part of each text that is found; an empty one for none. */
struct finding {
    int line;
    const char *text, *found;
};

static void check_findings(struct unit *u, const struct finding *rows, size_t count,
                           struct text_place (*find)(struct str))
{
    for (size_t i = 0; i < count; i++) {
        struct str text = str_of(rows[i].text);
        struct text_place place = find(text);
        CHECK_ROW_TEXT(u, &rows[i], str_part(text, place.start, place.end), rows[i].found);
    }
}

static void test_cut_off(struct unit *u)
{
    static const struct finding rows[] = {
        {HERE, "项目设领导小组，由分管区长任组长，分管局长作为组员，统筹项", "统筹项"},
        {HERE, "一是完善制度，二是加强管理以及", "二是加强管理以及"},
        {HERE, "本项目实施后将进一步", "本项目实施后将进一步"},
        {HERE, "培训教师 300 人次，", "培训教师 300 人次，"},
        {HERE, "采取的具体措施如下：", "采取的具体措施如下："},
        {HERE, "依据《中小学教师培训管理办法", "依据《中小学教师培训管理办法"},
        {HERE, "按照区教育局要求（沪教委〔2015〕80号", "按照区教育局要求（沪教委〔2015〕80号"},
        {HERE, "改善办学条件，提升教师的能力和  \n", "提升教师的能力和"},
        {HERE, "The project trains teachers of the", "The project trains teachers of the"},
        /* Whole sentences, noun phrases, titles, ends of lists. */
        {HERE, "制定本方案。", ""},
        {HERE, "学区化集团化工作，提升教师综合能力，中小学教育联合体与七宝教育集团共建", ""},
        {HERE, "将教育学区化集团化工作良好落实", ""},
        {HERE, "后续人员配置有保障", ""},
        {HERE, "根据预算管理的要求，定额标准，程序进行绩效预算项目的编制", ""},
        {HERE, "记录和反映本单位的各项经济活动", ""},
        {HERE, "《上海市教育综合改革方案（2014-2020年）》", ""},
        {HERE, "竣工验收备案表、监理月报等", ""},
        {HERE, "抽查资格相符的人数 ÷ 抽查人数", ""},
        {HERE, "年末问卷调查，发放 400 份", ""},
        {HERE, "一次验收合格的单位工程数 ÷ 验收的单位工程数", ""},
        {HERE, "（一）完善制度；（二）加强监督；", ""},
        {HERE, "推动各方面工作协调推进，促进社会总体饱和、温和", ""},
        {HERE, "制定管理办法，由各部门共同参与", ""},
        {HERE, "审批通过后实施，规范工作人员行为", ""},
        {HERE, "每年组织检查 2 次，整改完成率达到 95%", ""},
        {HERE, "全年完成重点课题 12 项", ""},
        {HERE, "严格执行审批程序，办理审批事项", ""},
        {HERE, "建立长效机制，监督检查常态化、普及", ""},
        {HERE, "以及", ""},
        {HERE, "", ""},
        {HERE, "   ", ""},
        {HERE, "Surveys of residents and shops", ""},
    };
    check_findings(u, rows, COUNT(rows), text_cut_off);
}

static void test_doubled(struct unit *u)
{
    static const struct finding rows[] = {
        {HERE, "依据：依据：.《上海市教育综合改革方案（2014-2020年）》", "依据：依据："},
        {HERE, "可行性: 可行性：为全面贯彻", "可行性: 可行性："},
        {HERE, "项目将进一步进一步加强管理", "进一步进一步"},
        {HERE, "加强加强课程建设", "加强加强"},
        {HERE, "推进课程建设，完成课程开发开发。", "开发开发"},
        {HERE, "培训教师，，提升能力", "，，"},
        {HERE, "编制课程、、教材", "、、"},
        {HERE, "教师 教师　培训", "教师 教师"},
        {HERE, "项目概况必要性：必要性：", "必要性：必要性："},
        {HERE, "㐀依据㐀依据工作", "㐀依据㐀依据"},
        {HERE, "甲二三四五六七八九十乙丙丁戊己庚甲二三四五六七八九十乙丙丁戊己庚辛",
         "甲二三四五六七八九十乙丙丁戊己庚甲二三四五六七八九十乙丙丁戊己庚"},
        {HERE, "培训教师三百人次。培训教师三百人次。", "培训教师三百人次。"},
        {HERE, "培训教师三百人次，培训教师三百人次", "培训教师三百人次"},
        /* Good Chinese. */
        {HERE, "复旦大学大学生创业园", ""},
        {HERE, "七宝集团集团化办学", ""},
        {HERE, "逐项逐项落实，一家一家走访", ""},
        {HERE, "面对面对话，点对点对接", ""},
        {HERE, "为了了解情况，目的的实现", ""},
        {HERE, "家家户户、人人参与，层层落实", ""},
        {HERE, "2020-2020年，10101010元", ""},
        {HERE, "质量：合格；数量：达标", ""},
        {HERE, "时间：2020年；地点：上海", ""},
        {HERE, "根据：依据：上海市方案", ""},
        {HERE, "加强管理——提升质量……", ""},
        {HERE, "", ""},
    };
    check_findings(u, rows, COUNT(rows), text_doubled);
}

static void test_caption(struct unit *u)
{
    static const struct finding rows[] = {
        {HERE, "可行性：为全面贯彻", "可行性"},
        {HERE, "依据:《办法》", "依据"},
        {HERE, "为了培训教师：一是", "为了培训教师"},
        {HERE, "一是培训教师，二是：", ""},
        {HERE, "全区中小学教师培训：", ""},
        {HERE, "注：略", ""},
        {HERE, "7:30 开始", ""},
        {HERE, "", ""},
    };
    check_findings(u, rows, COUNT(rows), text_caption);
}

/* Which of four texts share a clause: a letter each. */
static void test_share_clause(struct unit *u)
{
    static const struct {
        int line;
        const char *texts[4];
        size_t count;
        const char *shares;
    } rows[] = {
        {HERE,
         {"良好有效的完成课程建设工作，提升质量", "及时完成课程建设工作", "课程健全",
          "有效及时完成课程建设工作，提升质量"},
         3,
         "yy.y"},
        {HERE, {"完成课程建设工作，完成课程建设工作", "课程健全", "", "无"}, 0, "...."},
        {HERE, {"完成建设", "完成建设", "完成建设", "完成建设"}, 0, "...."},
        {HERE, {"及时及时及时", "将", "的", "，，，"}, 0, "...."},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str texts[4];
        bool shares[4];
        char shown[5] = "....";
        for (size_t j = 0; j < 4; j++)
            texts[j] = str_of(rows[i].texts[j]);
        CHECK_ROW_NUMBER(u, &rows[i], text_share_clause(&a, texts, 4, shares), rows[i].count);
        for (size_t j = 0; j < 4; j++)
            shown[j] = shares[j] ? 'y' : '.';
        CHECK_ROW_TEXT(u, &rows[i], str_of(shown), rows[i].shares);
    }
    arena_free(&a);
}

static void test_years(struct unit *u)
{
    static const struct {
        int line;
        const char *text;
        int first, last;
    } rows[] = {
        {HERE, "《改革方案（2014-2020年）》", 2014, 2020},
        {HERE, "沪教委〔２０１５〕80号", 2015, 2015},
        {HERE, "电话 62206112，编号 20201", 0, 0},
        {HERE, "2020", 2020, 2020},
        {HERE, "", 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t at = 0;
        int first = text_next_year(str_of(rows[i].text), &at), last = first;
        for (int year = first; year; year = text_next_year(str_of(rows[i].text), &at))
            last = year;
        CHECK_ROW_NUMBER(u, &rows[i], first, rows[i].first);
        CHECK_ROW_NUMBER(u, &rows[i], last, rows[i].last);
    }
}

static void test_speaks_of(struct unit *u)
{
    static const struct {
        int line;
        const char *words, *name;
        bool speaks;
    } rows[] = {
        {HERE, "建成通车，铺设雨水管道 ", "铺设雨水管道长度", true},
        {HERE, "铺设雨水管道，新建 ", "铺设雨水管道长度", false},
        {HERE, "补贴重度失能老年人", "补贴重度失能老年人", true},
        {HERE, "补贴重度失能老年人", "补贴中度失能老年人", false},
        {HERE, "全年培训教师", "培训教师人次", true},
        {HERE, "", "培训教师人次", false},
        {HERE, "总投资", "总投资", true},
        {HERE, "全年培训教师", "***", false},
        {HERE, "全年培训教师", "≥", false},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i],
                         text_speaks_of(&a, str_of(rows[i].words), str_of(rows[i].name)),
                         rows[i].speaks);
    arena_free(&a);
}

static void test_pattern_matches(struct unit *u)
{
    static const struct {
        int line;
        const char *pattern, *text;
        bool matches;
        const char *found;
    } rows[] = {
        {HERE, "满意", "群众满意度", true, "满意"},
        {HERE, "率$", "质量达标率", true, "率"},
        {HERE, "率$", "率先完成", false, ""},
        {HERE, "^依据[：:]", "依据：《办法》", true, "依据："},
        {HERE, "^依据[：:]", "立项依据：", false, ""},
        {HERE, "培训|会议|差旅", "全年会议费", true, "会议"},
        {HERE, "a|ab|abc", "xabcd", true, "abc"},
        {HERE, "(及时|按时)(完成)?率", "按时完成率", true, "按时完成率"},
        {HERE, "\\d+年", "共２０２０年", true, "２０２０年"},
        {HERE, "[0-9]+\\.[0-9]+", "价12.30万", true, "12.30"},
        {HERE, "[^0-9]+", "12万元34", true, "万元"},
        {HERE, "a.c", "a学c", true, "a学c"},
        {HERE, "a*b", "aaab", true, "aaab"},
        {HERE, "(a*)*b", "aaac", false, ""},
        {HERE, "(a|b)+c", "xabababc", true, "abababc"},
        {HERE, "x?", "abc", true, ""},
        {HERE, "^$", "", true, ""},
        {HERE, "^$", "a", false, ""},
        {HERE, "", "abc", true, ""},
        {HERE, "（填写）", "（填写）", true, "（填写）"},
        {HERE, "\\(\\*\\)", "甲(*)", true, "(*)"},
        {HERE, "[a-]", "-", true, "-"},
        {HERE, "[\\d\\]]+", "a12]", true, "12]"},
        {HERE, "a$b", "ab", false, ""},
        {HERE, "(((a*)*b*)*c*)*$", "xabc", true, "abc"},
        {HERE, "[一-龥]+", "abc绩效def", true, "绩效"},
        {HERE, "ＸＸ", "某XX局", true, "XX"},
        {HERE, "人|次|", "次", true, "次"},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum text_pattern_fault fault;
        size_t at;
        const struct text_pattern *pattern =
            text_pattern_compile(&a, str_of(rows[i].pattern), &fault, &at);
        CHECK_ROW_NUMBER(u, &rows[i], fault, PATTERN_OK);
        if (!pattern)
            continue;
        struct str text = str_of(rows[i].text);
        struct text_place place;
        CHECK_ROW_NUMBER(u, &rows[i], text_pattern_find(pattern, text, &place), rows[i].matches);
        CHECK_ROW_TEXT(u, &rows[i], str_part(text, place.start, place.end), rows[i].found);
    }
    arena_free(&a);
}

static void test_pattern_faults(struct unit *u)
{
    static const struct {
        int line;
        const char *pattern;
        enum text_pattern_fault fault;
        size_t at;
    } rows[] = {
        {HERE, "a(b", PATTERN_GROUP_OPEN, 1},
        {HERE, "ab)c", PATTERN_GROUP_CLOSE, 2},
        {HERE, "a[bc", PATTERN_SET_OPEN, 1},
        {HERE, "a[]", PATTERN_SET_OPEN, 1},
        {HERE, "[z-a]", PATTERN_RANGE, 2},
        {HERE, "*a", PATTERN_NOTHING_TO_REPEAT, 0},
        {HERE, "a|+", PATTERN_NOTHING_TO_REPEAT, 2},
        {HERE, "a\\w", PATTERN_ESCAPE, 1},
        {HERE, "a\\1", PATTERN_ESCAPE, 1},
        {HERE, "a\\", PATTERN_ESCAPE, 1},
        {HERE, "[\\", PATTERN_ESCAPE, 1},
    };
    struct arena a = ARENA_INIT;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum text_pattern_fault fault;
        size_t at;
        CHECK_ROW_NUMBER(u, &rows[i],
                         !text_pattern_compile(&a, str_of(rows[i].pattern), &fault, &at), true);
        CHECK_ROW_NUMBER(u, &rows[i], fault, rows[i].fault);
        CHECK_ROW_NUMBER(u, &rows[i], at, rows[i].at);
    }
    arena_free(&a);
}

/* Patterns as long and as deep as they may be, and beyond; a text that would take others for ever. */
static void test_pattern_limits(struct unit *u)
{
    struct arena a = ARENA_INIT;
    enum text_pattern_fault fault;
    size_t at;
    char long_one[PATTERN_LIMIT + 2], deep[2 * PATTERN_DEPTH_LIMIT + 3], many[4 * PATTERN_LIMIT];
    memset(long_one, 'a', sizeof long_one);
    CHECK(u, text_pattern_compile(&a, (struct str){long_one, PATTERN_LIMIT - 1}, &fault, &at));
    CHECK(u, !text_pattern_compile(&a, (struct str){long_one, PATTERN_LIMIT}, &fault, &at));
    CHECK_NUMBER(u, fault, PATTERN_TOO_LONG);
    for (size_t i = 0; i < sizeof many; i++)
        many[i] = "a|"[i % 2];
    CHECK(u, !text_pattern_compile(&a, (struct str){many, sizeof many}, &fault, &at));
    CHECK_NUMBER(u, fault, PATTERN_TOO_LONG);
    memset(many, '*', sizeof many);
    many[0] = 'a';
    CHECK(u, !text_pattern_compile(&a, (struct str){many, sizeof many}, &fault, &at));
    CHECK_NUMBER(u, fault, PATTERN_TOO_LONG);
    for (size_t i = 0; i <= PATTERN_DEPTH_LIMIT; i++)
        deep[i] = '(', deep[sizeof deep - 1 - i] = ')';
    deep[PATTERN_DEPTH_LIMIT + 1] = 'a';
    CHECK(u, !text_pattern_compile(&a, (struct str){deep, sizeof deep}, &fault, &at));
    CHECK_NUMBER(u, fault, PATTERN_TOO_DEEP);
    CHECK(u, text_pattern_compile(&a, (struct str){deep + 1, sizeof deep - 2}, &fault, &at));

    enum { LENGTH = 20000 };
    char *text = arena_alloc(&a, LENGTH);
    memset(text, 'a', LENGTH);
    const struct text_pattern *nested =
        text_pattern_compile(&a, STR("(a*)*(a|aa)+(a?)*b"), &fault, &at);
    CHECK(u, nested && !text_pattern_find(nested, (struct str){text, LENGTH}, NULL));
    arena_free(&a);
}

static void test_quantities(struct unit *u)
{
    static const struct finding rows[] = {
        {HERE, "投入12.30万元", "12.30 万元"},
        {HERE, "问卷 300 份，满意度不低于９５％", "300 份|95%"},
        {HERE, "培训1,200人次，500，600人", "1200 人次|600 人"},
        {HERE, "单价550元/人·天", "550 元/人·天"},
        {HERE, "助餐13万人次、评估560人", "13 万人次|560 人"},
        {HERE, "提高5个百分点，建5个街道", "5 个百分点|5 个"},
        {HERE, "2020年9月15日前，历时2年、3个月", "2 年|3 个月"},
        {HERE, "80周岁以上，3年级，第3期，5部门", ""},
        {HERE, "沪教委〔2015〕80号《三年（2014-2020年）5项》", ""},
        {HERE, "GB 12523-2011，CJJ37", ""},
        {HERE, "100个项目，12项目", "100 个"},
        {HERE, "长4.8公里、宽 18 米", "4.8 公里|18 米"},
        {HERE, "噪声5 db", ""},
        {HERE, "《没有写完的书名 5 项", ""},
        {HERE, "99999999999999999999999999999999999999999999999999元", ""},
        {HERE, "共1,20，培训1,2000人", "2000 人"},
        {HERE, "培训1.2.3人，5.人，1.5,200人", "200 人"},
        {HERE, NINES "人", ""},
        {HERE, "999999999999999999999999999999万亿元", ""},
        {HERE, "5人·天，6元/人/天，7元/某，8元/", "5 人·天|6 元/人/天|7 元|8 元"},
        {HERE, "2020年度，3000年，2季度，40日", "3000 年|40 日"},
        {HERE, "", ""},
    };
    struct arena a = ARENA_INIT;
    struct str texts[COUNT(rows)], found[COUNT(rows)];
    for (size_t i = 0; i < COUNT(rows); i++)
        texts[i] = str_of(rows[i].text);
    prose_quantities(&a, texts, found, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], found[i], rows[i].found);
    arena_free(&a);
}

static void test_equations(struct unit *u)
{
    static const struct {
        int line;
        const char *text, *found;
    } rows[] = {
        {HERE, "3次×500=1600元", "3次×500=1600元"},
        {HERE, "3次×500=1500元", ""},
        {HERE, "全年 3 次 × 500 元 = 1,500 元，另付交通费", ""},
        {HERE, "讲课费５００元／学时×４０学时＝２.１万元。", "５００元／学时×４０学时＝２.１万元"},
        {HERE, "讲课费500元/学时×40学时=2万元", ""},
        {HERE, "200元/人·天×6人×210天=25.20万元", ""},
        {HERE, "200元/人·天×6人×210天=25.30万元", "200元/人·天×6人×210天=25.30万元"},
        {HERE, "2公里×3.5米=7000平方米", ""},
        {HERE, "8小时×5天=40小时", ""},
        {HERE, "100元÷3=33.33元", ""},
        {HERE, "100元÷3=33.30元", "100元÷3=33.30元"},
        {HERE, "20+20+40=80", ""},
        {HERE, "20+20+40=90万元", "20+20+40=90万元"},
        {HERE, "2×3+4×5=26", ""},
        {HERE, "5万×3=15万", ""},
        {HERE, "300人×90%=270人", ""},
        {HERE, "300人×90%=280人", "300人×90%=280人"},
        {HERE, "4 x 5 = 20，4 X 5 = 21", "4 X 5 = 21"},
        {HERE, "培训3天（含报到）×500元/天=1500元", ""},
        {HERE, "培训3天（含报到）×500元/天=1600元", "3天（含报到）×500元/天=1600元"},
        {HERE, "人数×500元=30000元", ""},
        {HERE, "（3+2）×500=2500", ""},
        {HERE, "3×（500+20）=1560", ""},
        {HERE, "2014-2020=6", ""},
        {HERE, "3×500=1500×2=3000", ""},
        {HERE, "a3×500=1600", ""},
        {HERE, "指标值=90%", ""},
        {HERE, "3×500=", ""},
        {HERE, "3×0÷0=0", ""},
        {HERE, "3÷0=1", ""},
        {HERE, "99999999999999999999×99999999999999999999=1", ""},
        {HERE, "9999999999999999999999999999999999999999×2=1", ""},
        {HERE, "1.2.3×2=4", ""},
        {HERE, "3×500=1600元；4×5=20", "3×500=1600元"},
        {HERE, "××==3=", ""},
        {HERE, "8–3=6", ""},
        {HERE, "300元/2=150元，300元/2=160元", "300元/2=160元"},
        {HERE, "3天（含报到，两天半在本地，半天在外地）×500=1600", ""},
        {HERE, "3天（含报到×500=1600", ""},
        {HERE, "3天（5人）×500元=1600元", ""},
        {HERE, "99999999999999999999×99999999999999999999×2+3×4=1", ""},
        {HERE, "5/人×3=15，5/人×3=16", "5/人×3=16"},
        {HERE, "3.×2=7，3×.5=7，3,×2=7", ""},
        {HERE, NINES "×2=1", ""},
        {HERE, "3次名称很长很长很长很长很长很长的活动×500=1600", ""},
        {HERE, "3次.×500=1600，3次)×500=1600", ""},
        {HERE, "3×500=1600）", ""},
        /* Each number word beside another one: 5 千万 is half of 1 亿. */
        {HERE, "2×5千万元=1亿元，2×5千万元=1.1亿元", "2×5千万元=1.1亿元"},
        {HERE, "2×5000亿元=1万亿元，2×5000亿元=1.1万亿元", "2×5000亿元=1.1万亿元"},
        {HERE, "2×50百万元=1亿元，2×50百万元=1.1亿元", "2×50百万元=1.1亿元"},
        {HERE, "2×5十万元=100万元，2×5十万元=101万元", "2×5十万元=101万元"},
        {HERE, "2×5千元=1万元，2×5千元=1.1万元", "2×5千元=1.1万元"},
        {HERE, "", ""},
    };
    struct arena a = ARENA_INIT;
    struct str texts[COUNT(rows)], found[COUNT(rows)];
    for (size_t i = 0; i < COUNT(rows); i++)
        texts[i] = str_of(rows[i].text);
    prose_equations(&a, texts, found, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], found[i], rows[i].found);
    arena_free(&a);
}

int main(void)
{
    struct unit u = {0};
    test_similarity(&u);
    test_similarity_long(&u);
    test_overlap(&u);
    test_cut_off(&u);
    test_doubled(&u);
    test_caption(&u);
    test_share_clause(&u);
    test_years(&u);
    test_speaks_of(&u);
    test_pattern_matches(&u);
    test_pattern_faults(&u);
    test_pattern_limits(&u);
    test_quantities(&u);
    test_equations(&u);
    return unit_finish(&u);
}
