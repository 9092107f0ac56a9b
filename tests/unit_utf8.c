/* unit_utf8.c - tests of text as Unicode: what is refused and where, widths, likeness. */
#include "base/utf8.h"

#include "unit.h"

#include <stdlib.h>

#define BOM "\xEF\xBB\xBF"
#define ZWSP "\xE2\x80\x8B"
#define LRM "\xE2\x80\x8E"
#define RLO "\xE2\x80\xAE"

struct check_row {
    int line;
    struct str text;
    enum utf8_fault fault;
    size_t start, end;
};

/*
 * Checks a row alone, and then at 70 distances from the start of a text, so that every character
 * meets each boundary of the 8 or 64 bytes that are looked at together, with much sound text or
 * nothing behind it.
 */
static void check_place_by(struct unit *u, const struct check_row *row, enum utf8_way way)
{
    static const char *fillers[] = {"a", "绩", "é"};
    char *exact = malloc(row->text.len + 1); /* ends where it ends, for the address sanitizer */
    if (!exact)
        abort();
    memcpy(exact + 1, row->text.ptr, row->text.len);
    struct utf8_place place = utf8_check_by(way, (struct str){exact + 1, row->text.len}, 0);
    free(exact);
    CHECK_ROW_NUMBER(u, row, place.fault, row->fault);
    CHECK_ROW_NUMBER(u, row, place.start, row->start);
    CHECK_ROW_NUMBER(u, row, place.end, row->end);
    unsigned misplaced = 0;
    for (size_t i = 0; i < 3 * 70; i++) {
        char bytes[1024];
        size_t before = 0, filler = strlen(fillers[i % 3]);
        bytes[before++] = ' ';
        for (; before <= (i / 3) * filler; before += filler)
            memcpy(bytes + before, fillers[i % 3], filler);
        bytes[before++] = ' ';
        memcpy(bytes + before, row->text.ptr, row->text.len);
        size_t size = before + row->text.len;
        if (i % 2) {
            bytes[size++] = ' ';
            for (size_t j = 0; j < 200; j += filler, size += filler)
                memcpy(bytes + size, fillers[i % 3], filler);
        }
        place = utf8_check_by(way, (struct str){bytes, size}, 0);
        bool sound = row->fault == UTF8_OK;
        misplaced += place.fault != row->fault ||
                     place.start != (sound ? size : before + row->start) ||
                     place.end != (sound ? size : before + row->end);
    }
    CHECK_ROW_NUMBER(u, row, misplaced, 0);
}

static void check_place(struct unit *u, const struct check_row *row)
{
    for (enum utf8_way way = 0; way < UTF8_WAYS; way++) {
        if (utf8_can(way))
            check_place_by(u, row, way);
    }
}

#define ROW(text, fault, start, end)                             \
    {                                                            \
        HERE, {text, sizeof(text) - 1}, UTF8_##fault, start, end \
    }
#define SOUND(text) ROW(text, OK, sizeof(text) - 1, sizeof(text) - 1)

static void test_check_controls(struct unit *u)
{
    static const struct check_row rows[] = {
        SOUND(""),
        SOUND("a\tb\nc\r\n~ 80.00"),
        ROW("a\0b", NUL, 1, 2),
        ROW("a\0\0\0b", NUL, 1, 4),
        ROW("\x01", CONTROL, 0, 1),
        ROW("ab\x08\x0B\x0C\x0E\x1F"
            "cd",
            CONTROL, 2, 7),
        ROW("a\x1B[0m", CONTROL, 1, 2),
        ROW("a\x7F", CONTROL, 1, 2),
        ROW("\xC2\x80", CONTROL, 0, 2),
        ROW("a\xC2\x85\xC2\x9F", CONTROL, 1, 5),
        SOUND("\xC2\xA0"),
        ROW("a\rb", CONTROL, 1, 2),
        ROW("a\r\r\n", CONTROL, 1, 2),
        ROW("a\0\x01", NUL, 1, 2),
        ROW("a\x01\xFF", CONTROL, 1, 2),
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_place(u, &rows[i]);
    struct utf8_place place = utf8_check(STR("ab\r"), 0);
    CHECK(u, place.fault == UTF8_CONTROL && place.start == 2 && place.end == 3);
}

static void test_check_invalid(struct unit *u)
{
    static const struct check_row rows[] = {
        ROW("a\x80z", INVALID, 1, 2),
        ROW("a\xC0\x80z", INVALID, 1, 3),
        ROW("a\xC1\xBFz", INVALID, 1, 3),
        SOUND("\xC2\xA9\xDF\xBF"),
        ROW("\xE0\x9F\xBF.", INVALID, 0, 3),
        SOUND("\xE0\xA0\x80"),
        ROW("\xED\xA0\x80.", INVALID, 0, 3),
        ROW("\xED\xBF\xBF.", INVALID, 0, 3),
        SOUND("\xED\x9F\xBF\xEE\x80\x80"),
        ROW("\xF0\x8F\xBF\xBF.", INVALID, 0, 4),
        SOUND("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"),
        ROW("\xF4\x90\x80\x80.", INVALID, 0, 4),
        ROW("\xF5\x80\x80\x80.", INVALID, 0, 4),
        ROW("\xFE\xFF.", INVALID, 0, 2),
        ROW("绩\xE6\x95 a", INVALID, 3, 5),
        ROW("绩\xE6 a", INVALID, 3, 4),
        ROW("绩\xE6\x95效", INVALID, 3, 5),
        ROW("\xE6\xC3\x88.", INVALID, 0, 1),
        ROW("\xE6\x95\xC8.", INVALID, 0, 3),
        ROW("\xF0\x9F\x98 a", INVALID, 0, 3),
        ROW("\xC3.", INVALID, 0, 1),
        ROW("a\xC3\xFF\0", INVALID, 1, 3),
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_place(u, &rows[i]);
    static const char *const cut[] = {"\xC3", "\xE6",     "\xE6\x95",
                                      "\xF0", "\xF0\x9F", "\xF0\x9F\x98"};
    for (size_t i = 0; i < COUNT(cut); i++) {
        struct check_row row = {HERE, str_of(cut[i]), UTF8_INVALID, 0, strlen(cut[i])};
        check_place(u, &row);
    }
}

static void test_check_hidden(struct unit *u)
{
    static const struct check_row rows[] = {
        ROW("a" LRM "b", BIDIRECTIONAL, 1, 4),
        ROW("金" RLO RLO "额", BIDIRECTIONAL, 3, 9),
        ROW("\xD8\x9C", BIDIRECTIONAL, 0, 2),
        ROW("\xE2\x81\xA6\xE2\x81\xA9", BIDIRECTIONAL, 0, 6),
        ROW("金" ZWSP "额", INVISIBLE, 3, 6),
        ROW(ZWSP LRM, INVISIBLE, 0, 3),
        ROW(LRM ZWSP, BIDIRECTIONAL, 0, 3),
        ROW(ZWSP "\0", INVISIBLE, 0, 3),
        ROW("a\xC2\xAD", INVISIBLE, 1, 3),
        ROW("\xCD\x8F", INVISIBLE, 0, 2),
        ROW("\xE1\x85\x9F\xE1\x85\xA0", INVISIBLE, 0, 6),
        ROW("\xE1\xA0\x8E", INVISIBLE, 0, 3),
        ROW("\xE2\x80\xA8", INVISIBLE, 0, 3),
        ROW("\xE2\x81\xA0\xE2\x81\xAF", INVISIBLE, 0, 6),
        ROW("\xE2\xA0\x80", INVISIBLE, 0, 3),
        ROW("\xE3\x85\xA4", INVISIBLE, 0, 3),
        ROW("\xEF\xBE\xA0", INVISIBLE, 0, 3),
        ROW("\xEF\xBF\xB9", INVISIBLE, 0, 3),
        ROW("a" BOM "b", INVISIBLE, 1, 4),
        ROW("\xF0\x9D\x85\xB3", INVISIBLE, 0, 4),
        ROW("\xF3\xA0\x80\x81\xF3\xA0\x81\xBF", INVISIBLE, 0, 8),
        SOUND(
            "“上海”‘七宝’—…·×、。（）：；　《》〇￥％①≥☑🙂"),
        SOUND("\xEF\xBF\xBD\xEF\xBF\xBC\xE1\x84\x80\xE3\x84\xB1\xEF\xBD\xB1"),
        /* Variation selectors: right after an ideograph, and once. */
        SOUND("葛\xF3\xA0\x84\x80城"),
        SOUND("葛\xEF\xB8\x80"),
        SOUND("\xF0\xA0\xAE\xB7\xEF\xB8\x81"),
        ROW("葛\xF3\xA0\x84\x80\xF3\xA0\x84\x80", INVISIBLE, 7, 11),
        ROW("a\xEF\xB8\x8F", INVISIBLE, 1, 4),
        ROW("☑\xEF\xB8\x8F", INVISIBLE, 3, 6),
        ROW("（\xF3\xA0\x84\x80", INVISIBLE, 3, 7),
        ROW("葛 \xEF\xB8\x80", INVISIBLE, 4, 7),
        ROW("葛\xEF\xB8\x90\xF3\xA0\x87\xB0", INVISIBLE, 6, 10),
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_place(u, &rows[i]);
}

static void test_check_again(struct unit *u)
{
    struct utf8_place place = utf8_check(STR(BOM "年度"), 0);
    CHECK(u, place.fault == UTF8_OK && place.start == 9 && place.end == 9);
    place = utf8_check(STR(BOM BOM "a"), 0);
    CHECK(u, place.fault == UTF8_INVISIBLE && place.start == 3 && place.end == 6);
    place = utf8_check(STR("\xEF\xBB"), 0);
    CHECK(u, place.fault == UTF8_INVALID && place.end == 2);

    struct str text = STR("a\0b" ZWSP ZWSP RLO "\xFF\x01\x02");
    static const struct utf8_place wanted[] = {
        {UTF8_NUL, 1, 2},       {UTF8_INVISIBLE, 3, 9}, {UTF8_BIDIRECTIONAL, 9, 12},
        {UTF8_INVALID, 12, 13}, {UTF8_CONTROL, 13, 15}, {UTF8_OK, 15, 15},
    };
    size_t from = 0;
    for (size_t i = 0; i < COUNT(wanted); i++) {
        place = utf8_check(text, from);
        CHECK_NUMBER(u, place.fault, wanted[i].fault);
        CHECK_NUMBER(u, place.start, wanted[i].start);
        CHECK_NUMBER(u, place.end, wanted[i].end);
        from = place.end;
    }
}

/* Every code point, written and read back; the class that it has by the rule, found another way. */
static void test_every_point(struct unit *u)
{
    unsigned wrong = 0, unsound = 0;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        char bytes[16] = "一1234567";
        size_t at = 3, length = utf8_write(point, bytes + 3);
        struct str text = {bytes, 15};
        wrong += utf8_next(text, &at) != point || at != 3 + length;
        struct utf8_place place = utf8_check(text, 0);
        unsound += place.fault != UTF8_OK && place.start == 3;
    }
    CHECK_NUMBER(u, wrong, 0);
    /*
     * C0 less TAB and LF; DEL and C1; the ignorable less the selectors, which the ideograph before
     * them allows; separators, annotation marks and the braille blank.
     */
    CHECK_NUMBER(u, unsound, 30 + 33 + 4174 - 256 + 2 + 3 + 1);
}

/* Every code point in the middle of a long text, looked at in every way. */
static void test_every_way(struct unit *u)
{
    enum { PLACE = 45, TEXT = 180 };
    unsigned different = 0;
    char bytes[TEXT + 4];
    for (size_t i = 0; i < TEXT; i += 3)
        memcpy(bytes + i, "绩", 3);
    for (uint32_t point = 0; point <= 0x10FFFF; point += point < 0x11000 ? 1 : 0x101) {
        size_t length = utf8_write(point, bytes + PLACE);
        memcpy(bytes + PLACE + length, "效a", 4);
        struct str text = {bytes, PLACE + length + 4 + (TEXT - PLACE - 12) / 3 * 3};
        for (size_t i = PLACE + length + 4; i < text.len; i += 3)
            memcpy(bytes + i, "绩", 3);
        struct utf8_place wanted = utf8_check_by(UTF8_BY_8, text, 0);
        for (enum utf8_way way = 0; way < UTF8_WAYS; way++) {
            struct utf8_place place = utf8_can(way) ? utf8_check_by(way, text, 0) : wanted;
            different += place.fault != wanted.fault || place.start != wanted.start ||
                         place.end != wanted.end;
        }
    }
    CHECK_NUMBER(u, different, 0);
}

static void test_points(struct unit *u)
{
    struct str text = STR("a\xFF绩\xE6\x95");
    size_t at = 0;
    CHECK_NUMBER(u, utf8_next(text, &at), 'a');
    CHECK_NUMBER(u, utf8_next(text, &at), 0xFFFD);
    CHECK_NUMBER(u, utf8_next(text, &at), 0x7EE9);
    CHECK_NUMBER(u, at, 5);
    CHECK_NUMBER(u, utf8_next(text, &at), 0xFFFD);
    CHECK_NUMBER(u, utf8_next(text, &at), 0xFFFD);
    CHECK_NUMBER(u, at, text.len);
    CHECK_NUMBER(u, utf8_length(STR("绩效a🙂")), 4);
    CHECK_NUMBER(u, utf8_length(STR("")), 0);
    CHECK(u, utf8_is_ideograph(0x4E00) && utf8_is_ideograph(0x9FFF) && utf8_is_ideograph(0x3400));
    CHECK(u, utf8_is_ideograph(0x20000) && utf8_is_ideograph(0x3007) && utf8_is_ideograph(0xF900));
    CHECK(u, !utf8_is_ideograph(0x3001) && !utf8_is_ideograph(0x4DFF) && !utf8_is_ideograph('a'));
    CHECK(u,
          !utf8_is_ideograph(0xA000) && !utf8_is_ideograph(0xFF10) && !utf8_is_ideograph(0x1F600));
}

static void test_width(struct unit *u)
{
    static const struct {
        int line;
        const char *text;
        unsigned narrow, wide;
    } rows[] = {
        {HERE, "abc 80.00", 9, 9},
        {HERE, "\t\x01\x7F", 3, 3},
        {HERE, "绩效目标", 8, 8},
        {HERE, "（，：）", 8, 8},
        {HERE, "　", 2, 2},
        {HERE, "ａ１", 4, 4},
        {HERE, "ｱ", 1, 1},
        {HERE, "“万元”", 6, 8},
        {HERE, "·×—…①≥", 6, 12},
        {HERE, "é", 1, 2},
        {HERE, "e\xCC\x81", 1, 1},
        {HERE, "葛\xF3\xA0\x84\x80", 2, 2},
        {HERE, "🙂", 2, 2},
        {HERE, "𠮷", 2, 2},
        {HERE, "\xF0\xAE\xAF\xB0", 2, 2},
        {HERE, "ñ", 1, 1},
        {HERE, "\xEE\x80\x80", 1, 2},
        {HERE, ZWSP, 0, 0},
        {HERE, "\xFF", 1, 2},
        {HERE, "", 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_ROW_NUMBER(u, &rows[i], utf8_text_width(str_of(rows[i].text), 1), rows[i].narrow);
        CHECK_ROW_NUMBER(u, &rows[i], utf8_text_width(str_of(rows[i].text), 2), rows[i].wide);
    }
    unsigned odd = 0;
    for (uint32_t point = 0; point <= 0x10FFFF; point++)
        odd += utf8_width(point, 1) > 2 || utf8_width(point, 2) < utf8_width(point, 1);
    CHECK_NUMBER(u, odd, 0);
}

static void test_compose(struct unit *u)
{
    struct arena a = ARENA_INIT;
    struct str settled = STR("绩效目标“A”（80.00 万元）");
    CHECK(u, utf8_compose(&a, settled).ptr == settled.ptr);
    struct str kana = STR("\xE3\x83\x91"); /* already composed, but not known so at a glance */
    CHECK(u, utf8_compose(&a, kana).ptr == kana.ptr);
    CHECK_TEXT(u,
               utf8_compose(&a, STR("caf"
                                    "e\xCC\x81")),
               "caf\xC3\xA9");
    CHECK_TEXT(u, utf8_compose(&a, STR("\xEF\xA4\x80")), "豈");
    CHECK_TEXT(u, utf8_compose(&a, STR("\xE3\x83\x8F\xE3\x82\x9A")), "\xE3\x83\x91");
    CHECK_TEXT(u, utf8_compose(&a, STR("\xE1\x84\x80\xE1\x85\xA1")), "\xEA\xB0\x80");
    CHECK_TEXT(u, utf8_compose(&a, STR("a\xCC\x81\xCC\xA3")), "\xE1\xBA\xA1\xCC\x81");
    CHECK_TEXT(u, utf8_compose(&a, STR("")), "");
    struct str broken = STR("e\xCC\x81\xFF");
    CHECK(u, utf8_compose(&a, broken).ptr == broken.ptr);
    broken = STR("\x80\xE3\x90\x80\xE4\xB8");
    CHECK(u, utf8_compose(&a, broken).ptr == broken.ptr);
    CHECK_NUMBER(u,
                 utf8_skip_common(STR("绩效\xE6\x95"
                                      "a效"),
                                  0),
                 6);
    CHECK_NUMBER(u,
                 utf8_skip_common(STR("绩效\xE6"
                                      "ab效"),
                                  0),
                 6);
    CHECK_NUMBER(u, utf8_skip_common(STR("绩效"), 0), 6);

    char pile[2001] = "e";
    for (size_t i = 1; i + 1 < sizeof pile; i += 2)
        memcpy(pile + i, i % 4 == 1 ? "\xCC\x81" : "\xCC\xA3", 2);
    CHECK(u, utf8_compose(&a, (struct str){pile, 2001}).ptr == pile);
    CHECK(u, utf8_compose(&a, (struct str){pile, 63}).ptr == pile);
    CHECK(u, utf8_compose(&a, (struct str){pile, 61}).ptr != pile);
    arena_free(&a);
}

static void test_distance(struct unit *u)
{
    static const struct {
        int line;
        const char *written, *wanted;
        unsigned limit, distance;
    } rows[] = {
        {HERE, "万园", "万元", 2, 1},
        {HERE, "万圆", "万元", 2, 1},
        {HERE, "万二", "万元", 2, 2},
        {HERE, "玩园", "万元", 2, 2},
        {HERE, "万元", "万元", 0, 0},
        {HERE, "", "", 0, 0},
        {HERE, "", "元", 2, 2},
        {HERE, "", "元", 1, 2},
        {HERE, "项木", "项目", 2, 1},
        {HERE, "目项", "项目", 2, 2},
        {HERE, "年渡", "年度", 2, 1},
        {HERE, "质量标准", "质量指标", 4, 4},
        {HERE, "数量指标", "术量指标", 1, 1},
        {HERE, "porject", "project", 4, 2},
        {HERE, "projct", "project", 4, 2},
        {HERE, "projeect", "project", 4, 2},
        {HERE, "projekt", "project", 4, 2},
        {HERE, "ca", "abc", 6, 6}, /* optimal string alignment: a swapped pair is left alone */
        {HERE, "abcdef", "fedcba", 20, 10},
        {HERE, "产出", "满意度", 4, 5},
        {HERE, "产出", "满意度", 5, 6},
        {HERE, "产出", "满意度", 6, 6},
        {HERE, "ab", "ba", 0, 1},
        {HERE, "ab", "ba", 1, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str written = str_of(rows[i].written), wanted = str_of(rows[i].wanted);
        CHECK_ROW_NUMBER(u, &rows[i], utf8_distance(written, wanted, rows[i].limit),
                         rows[i].distance);
        CHECK_ROW_NUMBER(u, &rows[i], utf8_distance(wanted, written, rows[i].limit),
                         rows[i].distance);
    }
    char many[65 * 3 + 1] = "";
    for (size_t i = 0; i < 65; i++)
        memcpy(many + i * 3, "绩", 3);
    struct str longest = {many, 64 * 3}, longer = {many, 65 * 3};
    CHECK_NUMBER(u, utf8_distance(longest, longest, 4), 0);
    CHECK_NUMBER(u, utf8_distance(longest, longer, 4), 5);
    CHECK_NUMBER(u, utf8_distance(longer, longer, 4), 5);
    static const unsigned allowed[] = {1, 1, 2, 2, 2, 4, 4, 4, 4, 4};
    for (size_t i = 0; i < COUNT(allowed); i++)
        CHECK_NUMBER(u, utf8_distance_allowed((struct str){many, i * 3}), allowed[i]);
}

int main(void)
{
    struct unit u = {0};
    test_check_controls(&u);
    test_check_invalid(&u);
    test_check_hidden(&u);
    test_check_again(&u);
    test_every_point(&u);
    test_every_way(&u);
    test_points(&u);
    test_width(&u);
    test_compose(&u);
    test_distance(&u);
    return unit_finish(&u);
}
