/* unit_raw_text.c - tests of what is text at all, of conflicts left in it, and of the facts that it holds. */
#include "syntax/facts.h"
#include "syntax/parse.h"

#include "unit.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static void test_encodings(struct unit *u)
{
    static const struct {
        int line;
        struct str text;
        const char *fault; /* empty: the file is read */
    } rows[] = {
        {HERE, TEXT("\xFF\xFE\x79\x98"), "the whole file is UTF-16"},
        {HERE, TEXT("\xFE\xFF\x98\x79"), "the whole file is UTF-16"},
        {HERE, TEXT("\xFE\x98"), ""},
        {HERE, TEXT("\x79\x98\xEE\x76 \x00\"\x00\x00"), "the whole file is UTF-16"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF \"\xBC\xD7\""),
         "the whole file looks like GBK, that is, GB18030"},
        /* A character of four bytes, the last one of the file. */
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81\x39\xEF\x30"),
         "the whole file looks like GBK, that is, GB18030"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81\x39\xEF"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81:\xEF\x30"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81\x20\xEF\x30"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81\x7F"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x81\xFF"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\x80"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\xFF"),
         "the whole file is in another encoding, or no text at all"},
        {HERE, TEXT("\xCF\xEE\xC4\xBF\xC4"),
         "the whole file is in another encoding, or no text at all"},
        {HERE,
         TEXT("// a comment as long as this one, with four bytes \xFF\xFF\xFF\xFF of no text"), ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena a = ARENA_INIT;
        struct diags d = {.arena = &a};
        bool readable;
        parse(source_new(&a, STR("a.jx"), rows[i].text), &a, &d, &readable);
        CHECK_ROW_NUMBER(u, &rows[i], readable, rows[i].fault[0] == '\0');
        if (!readable && d.first)
            CHECK_ROW_TEXT(u, &rows[i], d.first->arguments[0].text.english, rows[i].fault);
        arena_free(&a);
    }
}

/* What is found first in a text of so many bytes, whatever stands behind them. */
static enum diag_code first_code(const char *bytes, size_t length)
{
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    bool readable;
    parse(source_new(&a, STR("a.jx"), (struct str){bytes, length}), &a, &d, &readable);
    enum diag_code code = d.first ? d.first->code : DIAG_CODE_COUNT;
    arena_free(&a);
    return code;
}

/* A text ends where it ends: what stands behind it in memory is none of it. */
static void test_end(struct unit *u)
{
    static const struct {
        int line;
        const char *text, *behind;
    } rows[] = {
        {HERE, "a: \"", "\"\"b\"\"\"\n"}, {HERE, "a: \"b", "\"\n"},         {HERE, "a: “b", "”\n"},
        {HERE, "a: 《b", "》\n"},         {HERE, "/* a", " */\n"},          {HERE, "a: b {", "}\n"},
        {HERE, "a: \"b\\", "n\"\n"},      {HERE, "a: \"\"\"b", "\"\"\"\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char bytes[64];
        snprintf(bytes, sizeof bytes, "%s%s", rows[i].text, rows[i].behind);
        CHECK_ROW_NUMBER(u, &rows[i], first_code(bytes, strlen(rows[i].text)),
                         first_code(rows[i].text, strlen(rows[i].text)));
    }
}

/* Of a conflict that is whole the first text is kept; of what is not, its first mark alone is left out. */
static void test_conflicts(struct unit *u)
{
    static const struct {
        int line;
        const char *text;
        unsigned conflicts, places, nodes;
    } rows[] = {
        {HERE, "甲：1\n", 0, 0, 1},
        {HERE, "<<<<<<< ours\n甲：1\n=======\n甲：2\n>>>>>>> theirs\n乙：3\n", 1, 2, 2},
        {HERE, "<<<<<<<\r\n甲：1\r\n=======\r\n甲：2\r\n>>>>>>>\r\n", 1, 2, 1},
        {HERE, "<<<<<<<\n甲：1\n|||||||\n甲：0\n=======\n甲：2\n>>>>>>>", 1, 2, 1},
        {HERE, "<<<<<<<\n甲：1\n|||||||\n甲：0\n", 1, 0, 3},
        {HERE, "<<<<<<<\n甲：1\n=======\n甲：2\n", 1, 0, 3},
        {HERE, "<<<<<<<\n甲：1\n=======\n甲：2\n<<<<<<<\n", 2, 0, 3},
        {HERE, "甲：1\n>>>>>>> theirs\n", 1, 0, 1},
        {HERE, "甲：1\n>>>>>>>", 1, 0, 1},
        {HERE, "<<<<<<< ours\n甲：1\n>>>>>>> theirs\n", 2, 0, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena a = ARENA_INIT;
        struct diags d = {.arena = &a};
        bool readable;
        unsigned conflicts = 0, places = 0, count = 0;
        struct ast_nodes nodes =
            parse(source_new(&a, STR("a.jx"), str_of(rows[i].text)), &a, &d, &readable);
        for (const struct diag *diag = d.first; diag; diag = diag->next) {
            conflicts += diag->code == DIAG_CONFLICT;
            for (const struct diag_remark *label = diag->labels; label; label = label->next)
                places += diag->code == DIAG_CONFLICT;
        }
        for (const struct ast_node *node = nodes.first; node; node = node->next)
            count++;
        CHECK_ROW_NUMBER(u, &rows[i], conflicts, rows[i].conflicts);
        CHECK_ROW_NUMBER(u, &rows[i], places, rows[i].places);
        CHECK_ROW_NUMBER(u, &rows[i], count, rows[i].nodes);
        arena_free(&a);
    }
}

static void test_facts(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *text, *fact;
        bool stands;
    } rows[] = {
        {HERE, "甲：1；乙：2\n", "乙:2", true},
        {HERE, "甲：1；乙：2\n", "乙:3", false},
        /* A text is one fact, whatever stands in it and whichever quotes it has. */
        {HERE, "甲：\"一；二\"\n", "甲:\"一；二\"", true},
        {HERE, "甲：“一；二”\n", "甲:\"一；二\"", true},
        {HERE, "甲：“一“；”二”\n", "甲:\"一“；”二\"", true},
        {HERE, "甲：“一\"\\二”\n", "甲:\"一\\\"\\\\二\"", true},
        {HERE, "甲：\"一\\\"；二\"\n", "甲:\"一\\\"；二\"", true},
        {HERE, "甲：《一；二》\n", "甲:《一；二》", true},
        /* What is not closed ends with its line, or with the text. */
        {HERE, "甲：\"一；二\n乙：2\n", "乙:2", true},
        {HERE, "甲：\"一；二\\\n乙：2\n", "乙:2", true},
        {HERE, "甲：\"一；二\\", "甲:\"一；二\\", true},
        {HERE, "甲：“一；二\n乙：2\n", "二", true},
        {HERE, "甲：“一；二", "二", true},
        {HERE, "甲：《一；二\n", "二", true},
        {HERE, "甲：1 // 一；二\n乙：2", "// 一；二", true},
        {HERE, "甲：1 /* 一；\n二 */ 乙：2", "乙:2", true},
        {HERE, "甲：1 /* 一；二", "甲:1", true},
        {HERE, "甲：\"\"\"\n一；二\n\"\"\"；乙：2", "乙:2", true},
        {HERE, "甲：\"\"\"\n一；二\n", "二", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i], facts_stand_in(a, str_of(rows[i].text), str_of(rows[i].fact)),
                         rows[i].stands);
}

/* Between markers stands what may be taken away, remarks on the conflict aside. */
static void test_facts_in_conflict(struct unit *u, struct arena *a)
{
    static const char *const results[] = {
        "甲：2\n", "<<<<<<< ours\n// ours 甲\n甲：2\n=======\n甲：3\n>>>>>>> theirs\n",
        "<<<<<<< ours\n// ours 甲", "甲：1\n"};
    static const bool holds[] = {false, true, false, false};
    for (size_t i = 0; i < COUNT(results); i++) {
        struct facts *facts = facts_new(a, false);
        struct str fact;
        facts_add(facts, FACTS_BASE, STR("甲：1\n"), 7);
        facts_add(facts, FACTS_OURS, STR("甲：2\n"), 7);
        facts_add(facts, FACTS_THEIRS, STR("甲：3\n"), 7);
        facts_add(facts, FACTS_RESULT, str_of(results[i]), 7);
        CHECK_NUMBER(u, facts_hold(facts, &fact), holds[i]);
    }
}

/* How often a line may stand in the result: what both sides did alike may have been done once, or twice. */
static void test_facts_counted(struct unit *u, struct arena *a)
{
    static const struct {
        int line;
        const char *base, *ours, *theirs, *result;
        bool holds;
    } rows[] = {
        {HERE, "", "", "", "", true},
        {HERE, "", "甲\n", "", "甲\n", true},
        {HERE, "", "甲\n", "", "", false},
        {HERE, "", "甲\n", "", "甲\n甲\n", false},
        {HERE, "", "甲\n", "甲\n", "甲\n", true},
        {HERE, "", "甲\n", "甲\n", "甲\n甲\n", true},
        {HERE, "", "甲\n", "甲\n", "", false},
        {HERE, "", "甲\n", "甲\n", "甲\n甲\n甲\n", false},
        {HERE, "", "甲\n甲\n", "甲\n", "甲\n", false},
        {HERE, "甲\n", "", "甲\n", "", true},
        {HERE, "甲\n", "", "甲\n", "甲\n", false},
        {HERE, "甲\n", "", "", "", true},
        {HERE, "甲\n", "", "", "甲\n", false},
        {HERE, "甲\n甲\n甲\n", "甲\n甲\n", "甲\n甲\n", "甲\n", true},
        {HERE, "甲\n甲\n甲\n", "甲\n甲\n", "甲\n甲\n", "甲\n甲\n", true},
        {HERE, "甲\n甲\n甲\n", "甲\n甲\n", "甲\n甲\n", "甲\n甲\n甲\n", false},
        {HERE, "甲\n甲\n甲\n", "甲\n甲\n", "甲\n甲\n", "", false},
        {HERE, "甲\n甲\n甲\n", "甲\n甲\n", "甲\n", "甲\n甲\n", false},
        {HERE, "甲\n甲\n", "甲\n", "甲\n甲\n甲\n", "甲\n甲\n", true},
        {HERE, "甲\n甲\n", "甲\n", "甲\n甲\n甲\n", "甲\n", false},
        {HERE, "甲\n甲\n", "甲\n", "甲\n甲\n甲\n", "甲\n甲\n甲\n", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct facts *facts = facts_new(a, false);
        struct str fact;
        facts_add(facts, FACTS_BASE, str_of(rows[i].base), 7);
        facts_add(facts, FACTS_OURS, str_of(rows[i].ours), 7);
        facts_add(facts, FACTS_THEIRS, str_of(rows[i].theirs), 7);
        facts_add(facts, FACTS_RESULT, str_of(rows[i].result), 7);
        CHECK_ROW_NUMBER(u, &rows[i], facts_hold(facts, &fact), rows[i].holds);
    }
}

/* A remark on a conflict is not the comment of the same words that a side has added. */
static void test_facts_in_remarks(struct unit *u, struct arena *a)
{
    struct facts *facts = facts_new(a, false);
    struct str fact = {0};
    facts_add(facts, FACTS_BASE, STR("甲：1\n"), 7);
    facts_add(facts, FACTS_OURS, STR("甲：2\n"), 7);
    facts_add(facts, FACTS_THEIRS, STR("甲：3\n// ours 甲\n"), 7);
    facts_add(facts, FACTS_RESULT,
              STR("<<<<<<< ours\n// ours 甲\n甲：2\n=======\n甲：3\n>>>>>>> theirs\n"), 7);
    CHECK(u, !facts_hold(facts, &fact));
    CHECK_TEXT(u, fact, "// ours 甲");
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    test_encodings(&u);
    test_end(&u);
    test_conflicts(&u);
    test_facts(&u, &a);
    test_facts_in_conflict(&u, &a);
    test_facts_counted(&u, &a);
    test_facts_in_remarks(&u, &a);
    arena_free(&a);
    return unit_finish(&u);
}
