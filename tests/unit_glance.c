/* unit_glance.c - what is asked first of a text never denies what a closer look finds. */
#include "sema/text.h"

#include "base/word_marks.h"
#include "unit.h"

enum { TIMES = 20000, CHARACTERS = 120, TEXT_SIZE = CHARACTERS * 4 };

/* Numbers that look like random ones, the same each time. */
struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *dice, unsigned sides)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(dice->state >> 33) % sides;
}

static void add(char *text, size_t *length, const char *part)
{
    size_t size = strlen(part);
    if (*length + size <= TEXT_SIZE)
        memcpy(text + *length, part, size), *length += size;
}

/* A common ideograph, one of thousands. */
static void add_ideograph(char *text, size_t *length, struct dice *dice)
{
    char bytes[] = {(char)(0xE5 + roll(dice, 4)), (char)(0x80 + roll(dice, 64)),
                    (char)(0x80 + roll(dice, 64)), '\0'};
    add(text, length, bytes);
}

/* A text of few characters, in which everything there is happens. */
static struct str poor_text(char *text, struct dice *dice)
{
    static const char *const parts[] = {
        "甲", "乙", "丙", "一", "对", "和",           "，", "，",       "。",
        "：", ":",  "、", ";",  " ",  "\n",           "　", "\xC2\xA0", "（",
        "）", "“",  "”",  "[",  "]",  "《",           "》", "〇",       "\xF0\xA0\x80\x80",
        "a",  "7",  "及", "of", "℃",  "\xE4\xB7\x80", "ａ", "…",        "—",
    };
    size_t length = 0;
    unsigned count = roll(dice, 40), few = 2 + roll(dice, COUNT(parts) - 1);
    for (unsigned i = 0; i < count; i++)
        add(text, &length, parts[roll(dice, few)]);
    return (struct str){text, length};
}

/* A text of many characters, all in clauses, in which one word stands twice. */
static struct str rich_text(char *text, struct dice *dice)
{
    static const char *const signs[] = {"，", "。", "、", "；", "”", "12", " ", ""};
    size_t length = 0, start = 0, end = 0;
    unsigned before = roll(dice, 60), size = 1 + roll(dice, 17), behind = roll(dice, 40);
    for (unsigned i = 0; i < before + size + behind; i++) {
        if (i == before)
            start = length;
        if (i == before + size) {
            end = length;
            char word[TEXT_SIZE + 1] = {0};
            memcpy(word, text + start, end - start);
            add(text, &length, word);
        }
        add_ideograph(text, &length, dice);
        if (roll(dice, 12) == 0 && (i < before || i >= before + size))
            add(text, &length, signs[roll(dice, COUNT(signs))]);
    }
    return (struct str){text, length};
}

/* How often a closer look found something, and a glance had denied it. */
struct tally {
    unsigned found, denied;
};

static void weigh(struct tally *tally, struct text_place place, bool may_be)
{
    tally->found += text_place_is_found(place);
    tally->denied += text_place_is_found(place) && !may_be;
}

static void test_denies_nothing(struct unit *u, struct str (*make)(char *, struct dice *))
{
    struct dice dice = {7};
    struct tally doubled = {0}, cut_off = {0}, caption = {0};
    char text[TEXT_SIZE];
    for (unsigned i = 0; i < TIMES; i++) {
        struct str made = make(text, &dice);
        unsigned seen = text_glance(made);
        weigh(&doubled, text_doubled(made), seen & TEXT_MAY_BE_DOUBLED);
        weigh(&cut_off, text_cut_off(made), seen & TEXT_MAY_BE_CUT_OFF);
        weigh(&caption, text_caption(made), seen & TEXT_MAY_HAVE_CAPTION);
    }
    CHECK_NUMBER(u, doubled.denied, 0);
    CHECK_NUMBER(u, cut_off.denied, 0);
    CHECK_NUMBER(u, caption.denied, 0);
    CHECK(u, doubled.found > TIMES / 10);
    CHECK(u, make == rich_text || (cut_off.found > TIMES / 10 && caption.found > TIMES / 1000));
}

/* What most texts are like needs no closer look. */
static void test_tells(struct unit *u)
{
    static const struct {
        int line;
        const char *text;
        unsigned seen;
    } rows[] = {
        {HERE, "", 0},
        {HERE, "年度统计报表", 0},
        {HERE, "以签收单和影像资料为准，实现公共文化服务提升的规范化和常态化", 0},
        {HERE,
         "围绕公共文化服务提升的年度重点任务，建立定期检查和通报制度，委托具备资质的第三方机构开展"
         "服务，"
         "严格执行政府采购和合同管理的规定，确保各项任务按期保质完成。",
         0},
        {HERE, "《公共文化服务提升三年行动计划（2019-2021年）》", TEXT_MAY_BE_CUT_OFF},
        {HERE, "培训教师（骨干）三百人次。", 0},
        {HERE, "（一）完善制度；（二）加强监督；", 0},
        {HERE, "2020年完成 12 次", 0},
        {HERE, "可行性：为全面贯彻", TEXT_MAY_HAVE_CAPTION},
        {HERE, "依据：依据：《办法》", TEXT_MAY_HAVE_CAPTION | TEXT_MAY_BE_DOUBLED},
        {HERE, "项目将进一步进一步加强监督", TEXT_MAY_BE_DOUBLED},
        {HERE, "培训教师三百人次。培训教师三百人次。", TEXT_MAY_BE_DOUBLED},
        {HERE, "培训教师，，提升能力", TEXT_MAY_BE_DOUBLED},
        {HERE, "依据《中小学教师培训管理办法", TEXT_MAY_BE_CUT_OFF},
        {HERE, "培训教师 300 人次，", TEXT_MAY_BE_CUT_OFF},
        {HERE, "一是完善制度，二是加强管理以及", TEXT_MAY_BE_CUT_OFF},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i], text_glance(str_of(rows[i].text)), rows[i].seen);
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
}

/* The marks of all words in the text, found one by one. */
static uint64_t marks_one_by_one(const struct str *words, unsigned count, struct str text)
{
    uint64_t marks = 0;
    for (unsigned i = 0; i < count; i++) {
        for (size_t at = 0; at + words[i].len <= text.len; at++) {
            size_t same = 0;
            while (same < words[i].len && small(text.ptr[at + same]) == small(words[i].ptr[same]))
                same++;
            marks |= (uint64_t)(same == words[i].len) << i;
        }
    }
    return marks;
}

/* All marks are found, and no others, whether there are short words or none but long ones. */
static void test_word_marks(struct unit *u, unsigned least)
{
    enum { WORDS = 12, SETS = 60, TEXTS = 60 };
    static const char *const parts[] = {"甲", "乙", "丙", "a", "B", " ", "乙", "，"};
    struct dice dice = {least};
    unsigned wrong = 0, found = 0;
    for (unsigned i = 0; i < SETS; i++) {
        struct arena a = ARENA_INIT;
        struct word_marks set = {.count = 0};
        struct str words[WORDS];
        char text[TEXT_SIZE];
        for (unsigned j = 0; j < WORDS; j++) {
            size_t length = 0;
            for (unsigned most = least + roll(&dice, 6); length < most;)
                add(text, &length, parts[roll(&dice, COUNT(parts))]);
            words[j] = arena_copy(&a, (struct str){text, length});
            word_marks_add(&set, &a, words[j], (uint64_t)1 << j);
        }
        for (unsigned j = 0; j < TEXTS; j++) {
            size_t length = 0;
            for (unsigned count = roll(&dice, 60); count > 0; count--) {
                const struct str *word = &words[roll(&dice, WORDS)];
                char part[32] = {0};
                memcpy(part, word->ptr, word->len);
                add(text, &length, roll(&dice, 20) ? parts[roll(&dice, COUNT(parts))] : part);
            }
            struct str made = {text, length};
            uint64_t marks = word_marks_in(&set, made);
            wrong += marks != marks_one_by_one(words, WORDS, made);
            found += marks != 0;
        }
        arena_free(&a);
    }
    CHECK_NUMBER(u, wrong, 0);
    CHECK(u, found > SETS * TEXTS / 10);
}

/* Texts too different to be compared are told so, and no others, whatever likeness is asked for. */
static void test_likeness(struct unit *u)
{
    static const struct rational leasts[] = {{1, 2}, {4, 5}, {89, 100}, {1, 1}};
    struct dice dice = {3};
    struct arena a = ARENA_INIT;
    char one[TEXT_SIZE], other[TEXT_SIZE];
    unsigned wrong = 0, alike = 0;
    for (unsigned i = 0; i < TIMES; i++) {
        struct str text = i % 2 ? poor_text(one, &dice) : rich_text(one, &dice);
        size_t length = 0, kept = roll(&dice, 40);
        /* Most of the text again, with this and that left out, put in and written otherwise. */
        for (size_t at = 0, end; at < text.len; at = end) {
            for (end = at + 1; end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80;)
                end++;
            char character[5] = {0};
            memcpy(character, text.ptr + at, end - at);
            if (roll(&dice, 40) <= kept)
                add(other, &length, character);
            if (roll(&dice, 60) > kept + 20)
                add_ideograph(other, &length, &dice);
        }
        struct str changed = {other, length};
        struct rational least = leasts[roll(&dice, COUNT(leasts))];
        struct rational all = text_similarity(&a, text, changed, rational_whole(0));
        struct rational told = text_similarity(&a, text, changed, least);
        bool is_alike = rational_compare(all, least) >= 0;
        wrong += rational_compare(told, is_alike ? all : rational_whole(0)) != 0;
        alike += is_alike;
        arena_reset(&a);
    }
    CHECK_NUMBER(u, wrong, 0);
    CHECK(u, alike > TIMES / 10 && alike < TIMES - TIMES / 10);
    arena_free(&a);
}

/* A pair that is found early is one that is mentioned. */
static void test_pairs(struct unit *u)
{
    struct dice dice = {5};
    struct arena a = ARENA_INIT;
    char one[TEXT_SIZE], other[TEXT_SIZE];
    unsigned wrong = 0, found = 0;
    for (unsigned i = 0; i < TIMES; i++) {
        struct str text = poor_text(one, &dice);
        struct str wanted = i % 2 ? poor_text(other, &dice) : rich_text(other, &dice);
        struct text_pairs pairs = text_pairs_of(wanted);
        bool has = text_has_pair(&pairs, text);
        wrong += has && !text_mentions(&a, text, wanted);
        found += has;
        arena_reset(&a);
    }
    CHECK_NUMBER(u, wrong, 0);
    CHECK(u, found > TIMES / 100);
    arena_free(&a);
}

/* Clauses are shared by as many texts as they were put into. */
static void test_clauses(struct unit *u)
{
    enum { CLAUSES = 60, TEXTS = 6 };
    struct dice dice = {11};
    struct arena a = ARENA_INIT;
    unsigned wrong = 0;
    for (unsigned i = 0; i < TIMES / 10; i++) {
        char bytes[TEXTS][TEXT_SIZE];
        struct str texts[TEXTS];
        bool shares[TEXTS];
        unsigned texts_with[CLAUSES] = {0}, most = 0;
        for (unsigned j = 0; j < TEXTS; j++) {
            bool has[CLAUSES] = {false};
            size_t length = 0;
            for (unsigned count = roll(&dice, 8); count > 0; count--) {
                unsigned clause = roll(&dice, CLAUSES);
                char number[32];
                snprintf(number, sizeof number, "完成第%02u号工作任务，", clause);
                add(bytes[j], &length, number);
                texts_with[clause] += !has[clause];
                has[clause] = true;
                most = texts_with[clause] > most ? texts_with[clause] : most;
            }
            texts[j] = (struct str){bytes[j], length};
        }
        wrong += text_share_clause(&a, texts, TEXTS, shares) != (most > 1 ? most : 0);
        arena_reset(&a);
    }
    CHECK_NUMBER(u, wrong, 0);
    arena_free(&a);
}

int main(void)
{
    struct unit u = {0};
    test_denies_nothing(&u, poor_text);
    test_denies_nothing(&u, rich_text);
    test_tells(&u);
    test_likeness(&u);
    test_pairs(&u);
    test_clauses(&u);
    test_word_marks(&u, 1);
    test_word_marks(&u, WORD_MARKS_WINDOW);
    return unit_finish(&u);
}
