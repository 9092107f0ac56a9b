/* unit_words.c - tests of sets of words, and of what the library finds by them. */
#include "unit.h"
#include "unit_library.h"

#include "base/map.h"
#include "base/word_marks.h"

#include <stdlib.h>

static void test_set(struct unit *u, struct arena *a)
{
    static const char *const words[] = {"满意", "满意度", "率", "频率", "rate", "成本"};
    struct word_set set = {.room = 0};
    CHECK(u, word_set_find(&set, STR("满意"), 0).word.len == 0);
    for (size_t i = 0; i < COUNT(words); i++)
        CHECK(u, word_set_add(&set, a, str_of(words[i]), words[i]));
    CHECK(u, word_set_add(&set, a, STR("rate"), words[4]));
    CHECK_NUMBER(u, set.count, COUNT(words));
    CHECK(u, !word_set_add(&set, a, STR(""), u));
    static const struct {
        int line;
        const char *text;
        const char *word;
        size_t start, end;
    } rows[] = {
        {HERE, "", "", 0, 0},
        {HERE, "学生满意度", "满意度", 6, 15},
        {HERE, "满意", "满意", 0, 6},
        {HERE, "满", "", 0, 0},
        {HERE, "更新频率", "频率", 6, 12},
        {HERE, "合格率", "率", 6, 9},
        {HERE, "Pass Rate", "rate", 5, 9},
        {HERE, "strategy", "", 0, 0},
        {HERE, "rates", "", 0, 0},
        {HERE, "合格rate≥", "rate", 6, 10},
        {HERE, "2rate", "", 0, 0},
        {HERE, "合格率a", "率", 6, 9},
        {HERE, "rat", "", 0, 0},
        {HERE, "\xE6\xBB", "", 0, 0},
        {HERE, "\xFF\xE7\x8E\x87", "", 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct word_found found = word_set_find(&set, str_of(rows[i].text), 0);
        CHECK_ROW_TEXT(u, &rows[i], found.word, rows[i].word);
        CHECK_ROW_NUMBER(u, &rows[i], found.start, rows[i].start);
        CHECK_ROW_NUMBER(u, &rows[i], found.end, rows[i].end);
    }
    struct str text = STR("成本率和满意");
    struct word_found found = word_set_find(&set, text, 0);
    CHECK_TEXT(u, found.word, "成本");
    found = word_set_find(&set, text, found.end);
    CHECK_TEXT(u, found.word, "率");
    found = word_set_find(&set, text, found.end);
    CHECK_TEXT(u, found.word, "满意");
    CHECK(u, word_set_find(&set, text, found.end).word.len == 0);
    CHECK(u, word_set_get(&set, STR("RATE")) == words[4]);
    CHECK_TEXT(u, word_set_find_last(&set, STR("Pass Rate")).word, "rate");
    CHECK_TEXT(u, word_set_find_last(&set, STR("2rate")).word, "");
    CHECK_TEXT(u, word_set_find_last(&set, STR("频率")).word, "频率");
    CHECK_TEXT(u, word_set_find_last(&set, STR("")).word, "");
    CHECK(u, word_set_get(&set, STR("满意率")) == NULL);
}

/* A text may end within a character, be it one that could begin a word. */
static void test_broken(struct unit *u, struct arena *a)
{
    struct word_set set = {.room = 0};
    CHECK(u, word_set_add(&set, a, STR("%"), u) && word_set_add(&set, a, STR("\xC2\xB7"), u));
    CHECK_NUMBER(u, word_set_find(&set, STR("\xC2\xB7"), 0).end, 2);
    CHECK_NUMBER(u, word_set_find(&set, STR("\xE6\xBB"), 0).end, 0);
    CHECK_NUMBER(u, word_set_find(&set, STR("%\xC2"), 1).end, 0);
}

/* All words of a text at once, those within others too. */
static void test_marks(struct unit *u, struct arena *a)
{
    static const char *const words[] = {"满意", "满意度", "度", "率", "rate", "(", "意度"};
    struct word_marks set = {.count = 0};
    for (size_t i = 0; i < COUNT(words); i++)
        CHECK(u, word_marks_add(&set, a, str_of(words[i]), (uint64_t)1 << i));
    CHECK(u, word_marks_add(&set, a, STR("RATE"), 0x80));
    CHECK(u, !word_marks_add(&set, a, STR(""), 1));
    static const struct {
        int line;
        const char *text;
        long long marks;
    } rows[] = {
        {HERE, "", 0},
        {HERE, "学生满意度", 0x47},
        {HERE, "满意", 0x01},
        {HERE, "满", 0},
        {HERE, "合格率(%)", 0x28},
        {HERE, "Strategy", 0x90},
        {HERE, "rat", 0},
        {HERE, "rats", 0},
        {HERE, "RATES", 0x90},
        {HERE, "\xE6\xBB", 0},
        {HERE, "\xFF\xE7\x8E\x87", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i], (long long)word_marks_in(&set, str_of(rows[i].text)),
                         rows[i].marks);
    char longest[WORD_MARKS_LENGTH_LIMIT + 1];
    memset(longest, 'a', sizeof longest);
    CHECK(u, !word_marks_add(&set, a, (struct str){longest, sizeof longest}, 1));

    /* There may be so many words, and one that is there may still get another mark. */
    enum { MOST = 65535 };
    struct word_marks full = {.count = 0};
    unsigned refused = 0;
    for (unsigned i = 0; i < MOST; i++)
        refused += !word_marks_add(&full, a, arena_format(a, "%x", i * 7919), 1);
    CHECK_NUMBER(u, refused, 0);
    CHECK(u, !word_marks_add(&full, a, STR("项目"), 1));
}

/* Of words of three characters a text is passed by strides: they are found wherever they stand. */
static void test_strides(struct unit *u, struct arena *a)
{
    static const char *const words[] = {"请填写", "字以内", "fill in"};
    struct word_set set = {.room = 0};
    for (size_t i = 0; i < COUNT(words); i++)
        word_set_add(&set, a, str_of(words[i]), words[i]);
    CHECK_NUMBER(u, set.stride, 3);
    for (int before = 0; before < 8; before++) {
        for (size_t i = 0; i < COUNT(words); i++) {
            struct str text =
                arena_format(a, "%.*s%s的培训，共三期", 3 * before, "按计划及时，完成", words[i]);
            CHECK_NUMBER(u, word_set_find(&set, text, 0).start, 3 * before);
        }
    }
    CHECK_NUMBER(u, word_set_find(&set, STR("请填报写字以外"), 0).end, 0);
}

/* A set that grows, whose every word is found again. */
static void test_many(struct unit *u, struct arena *a)
{
    enum { MANY = 3000 };
    struct word_set set = {.room = 0};
    unsigned missed = 0;
    for (int i = 0; i < MANY; i++)
        word_set_add(&set, a, arena_format(a, "项目%d号", i), u);
    for (int i = 0; i < MANY; i++) {
        struct str text = arena_format(a, "见附表的项目%d号。", i);
        missed += word_set_find(&set, text, 0).end != text.len - 3;
    }
    CHECK_NUMBER(u, missed, 0);
    CHECK_NUMBER(u, set.count, MANY);
    char longest[WORD_SET_LENGTH_LIMIT + 1];
    memset(longest, 'a', sizeof longest);
    CHECK(u, !word_set_add(&set, a, (struct str){longest, sizeof longest}, u));
    CHECK(u, word_set_add(&set, a, (struct str){longest, sizeof longest - 1}, u));
    CHECK(u, word_set_find(&set, (struct str){longest, sizeof longest - 1}, 0).word.len > 0);
}

/* ---- words of one hash --------------------------------------------------------------------------- */

enum { TRIED = 64 * 64 * 64 };

struct hashed {
    unsigned hash, number;
};

static int hashed_compare(const void *one, const void *other)
{
    const struct hashed *a = one, *b = other;
    int order = (a->hash > b->hash) - (a->hash < b->hash);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* As many bytes as the shape has, with three of the number at the places that it marks. */
static struct str word_of(struct arena *a, const char *shape, unsigned number)
{
    struct str word = arena_copy(a, str_of(shape));
    char *bytes = (char *)word.ptr;
    for (size_t i = 0; i < word.len; i++) {
        if (bytes[i] == '*') {
            bytes[i] = (char)(0x80 + number % 64);
            number /= 64;
        }
    }
    return word;
}

/* Finds words of this shape that have one hash, and looks them up: each is there only if it was put there. */
static void check_one_hash(struct unit *u, const char *shape)
{
    struct arena a = ARENA_INIT;
    struct hashed *all = ARENA_ARRAY(&a, struct hashed, TRIED);
    for (unsigned i = 0; i < TRIED; i++)
        all[i] = (struct hashed){str_hash(word_of(&a, shape, i)), i};
    qsort(all, TRIED, sizeof *all, hashed_compare);
    unsigned pairs = 0, wrong = 0;
    for (unsigned i = 1; i < TRIED; i++) {
        if (all[i].hash != all[i - 1].hash)
            continue;
        struct str one = word_of(&a, shape, all[i - 1].number),
                   other = word_of(&a, shape, all[i].number);
        struct map map = {0};
        struct word_set set = {.room = 0};
        pairs++;
        map_put(&map, &a, one, &pairs);
        word_set_add(&set, &a, one, &pairs);
        wrong += map_get(&map, other) != NULL || word_set_get(&set, other) != NULL;
        map_put(&map, &a, other, &wrong);
        word_set_add(&set, &a, other, &wrong);
        wrong += map_get(&map, one) != &pairs || map_get(&map, other) != &wrong;
        wrong += word_set_get(&set, one) != &pairs || word_set_get(&set, other) != &wrong;
    }
    CHECK(u, pairs > 0);
    CHECK_NUMBER(u, wrong, 0);
    arena_free(&a);
}

static void test_one_hash(struct unit *u)
{
    check_one_hash(u, "***");
    check_one_hash(u, "***45");
    check_one_hash(u, "1234***");
    check_one_hash(u, "1***5678");
    check_one_hash(u, "1***567890123");

    /* Of these two the first letter is the same, too. */
    struct arena a = ARENA_INIT;
    struct map map = {0};
    struct str one = STR("An\x02"), other = STR("A\xCF\xA6");
    CHECK_NUMBER(u, str_hash(one), str_hash(other));
    map_put(&map, &a, one, &one);
    CHECK(u, map_get(&map, other) == NULL);
    map_put(&map, &a, other, &other);
    CHECK(u, map_get(&map, one) == &one && map_get(&map, other) == &other);
    arena_free(&a);
}

/* Which word of which list of the library is found. */
static void test_library(struct unit *u, const struct library *library)
{
    static const struct {
        int line;
        const char *list, *text, *word;
    } rows[] = {
        {HERE, "满意词", "家长满意度", "满意"},
        {HERE, "satisfaction_words", "Parent satisfaction", "satisfaction"},
        {HERE, "比率词", "质量达标率", "率"},
        {HERE, "比率词", "更新频率", ""},
        {HERE, "比率词", "办事效率和合格率", "率"},
        {HERE, "质量词", "质量达标率", "质量"},
        {HERE, "成本词", "项目总成本", "成本"},
        {HERE, "成本词", "为企业降低成本", ""},
        {HERE, "投入词", "资金投入", "资金投入"},
        {HERE, "资金进度词", "财政补助支付率", "支付率"},
        {HERE, "空泛词", "队伍建设进一步加强", "进一步加强"},
        {HERE, "方向词", "教学能力提升", "提升"},
        {HERE, "占位词", "培训**人", "**"},
        {HERE, "空白词", " 无　\n", "无"},
        {HERE, "空白词", "N/A", "N/A"},
        {HERE, "空白词", "无人机三架", ""},
        {HERE, "空白词", "", ""},
        {HERE, "填表提示词", "请简要说明（500字以内）", "请简要"},
        {HERE, "经费过程词", "按计划完成经费安排", "完成经费安排"},
        {HERE, "服务词", "困难群众生活补助", "群众"},
        {HERE, "服务词", "服务器更新", ""},
        {HERE, "工程购置词", "校舍修缮", "修缮"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct word_found found;
        bool is_list = library_finds(library, str_of(rows[i].list), str_of(rows[i].text), &found);
        CHECK_ROW_NUMBER(u, &rows[i], is_list, 1);
        CHECK_ROW_TEXT(u, &rows[i], found.word, rows[i].word);
    }
    struct word_found found;
    CHECK(u, !library_finds(library, STR("没有的词表"), STR("满意"), &found));
    CHECK_TEXT(u, library_nearest_list(library, STR("vague_word")), "vague_words");
}

/* Which indicator of the library a name means. */
static void test_indicators(struct unit *u, struct arena *a, const struct library *library)
{
    static const struct {
        int line;
        const char *name, *known;
    } rows[] = {
        {HERE, "培训人次", "培训人次"},
        {HERE, "教师培训人次", "培训人次"},
        {HERE, "参训人次", "培训人次"},
        {HERE, "教师 培训 人次（人次）", "培训人次"},
        {HERE, "培训人次(万人次)", "培训人次"},
        {HERE, "培训人次的增长", ""},
        {HERE, "人次", ""},
        {HERE, "", ""},
        {HERE, "（）", ""},
        {HERE, "（培训人次）", ""},
        {HERE, "）", ""},
        {HERE, "一次验收合格率", "验收合格率"},
        {HERE, "项目总成本", "项目总成本"},
        {HERE, "总成本", "项目总成本"},
        {HERE, "Teachers: People Trained", "培训人数"},
        {HERE, "people trained (persons)", "培训人数"},
        {HERE, "untrained people trainedx", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_TEXT(u, &rows[i], library_indicator(library, a, str_of(rows[i].name)),
                       rows[i].known);
}

/* Codes by year and class, and how they are written. */
static void test_codes(struct unit *u, const struct library *library)
{
    static const struct {
        int line;
        const char *text, *code, *name;
    } rows[] = {
        {HERE, "30216", "30216", ""},
        {HERE, "30216 培训费", "30216", "培训费"},
        {HERE, "30216，培训费", "30216", "培训费"},
        {HERE, "  30216,培训费 ", "30216", "培训费"},
        {HERE, "30216　培训费", "30216", "培训费"},
        {HERE, "培训费 30216", "", "培训费 30216"},
        {HERE, "", "", ""},
        {HERE, "302-16", "302", "-16"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str code, name;
        code_split(str_of(rows[i].text), &code, &name);
        CHECK_ROW_TEXT(u, &rows[i], code, rows[i].code);
        CHECK_ROW_TEXT(u, &rows[i], name, rows[i].name);
    }
    CHECK_TEXT(u, library_code(library, CODE_ECONOMIC, STR("30216"), 2020), "培训费");
    CHECK_TEXT(u, library_code(library, CODE_ECONOMIC, STR("30216"), 0), "培训费");
    CHECK_TEXT(u, library_code(library, CODE_ECONOMIC, STR("30216"), 2010), "");
    CHECK_TEXT(u, library_code(library, CODE_FUNCTIONAL, STR("30216"), 2020), "");
    CHECK_TEXT(u, library_code(library, CODE_FUNCTIONAL, STR("2050202"), 2020), "小学教育");
    CHECK_TEXT(u, library_code(library, CODE_ECONOMIC, STR(""), 2020), "");
    CHECK_TEXT(u, library_code_above(library, CODE_FUNCTIONAL, STR("2050202")), "普通教育");
    CHECK_TEXT(u, library_code_above(library, CODE_FUNCTIONAL, STR("20599")), "教育支出");
    CHECK_TEXT(u, library_code_above(library, CODE_FUNCTIONAL, STR("205")), "");
    CHECK_TEXT(u, library_code_above(library, CODE_ECONOMIC, STR("")), "");
    CHECK_TEXT(u, library_code_above(library, CODE_ECONOMIC, STR("302900000000")),
               "商品和服务支出");
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    const struct library *library = library_for_tests(&a);
    CHECK(&u, library != NULL);
    test_set(&u, &a);
    test_marks(&u, &a);
    test_strides(&u, &a);
    test_many(&u, &a);
    test_broken(&u, &a);
    test_one_hash(&u);
    if (library) {
        test_library(&u, library);
        test_indicators(&u, &a, library);
        test_codes(&u, library);
    }
    arena_free(&a);
    return unit_finish(&u);
}
