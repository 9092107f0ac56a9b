/*
 * rule_term.h - a rule's expression, compiled: a tree whose names are resolved and types checked.
 *
 * What compiles (rule_compile.c), runs (rule_run.c) and tells (rule_text.c, rule_report.c) a rule
 * shares these shapes; nobody else sees them.
 */
#ifndef SEMA_RULE_TERM_H
#define SEMA_RULE_TERM_H

#include "sema/rule.h"
#include "sema/catalogue.h"
#include "sema/text_pattern.h"

enum {
    RULE_NESTING_LIMIT = 2, /* filters and quantifiers within each other */
    RULE_OF_PROJECT =
        1 + RULE_NESTING_LIMIT, /* in place of the number of an element: the project */
    RULE_DEPTH_LIMIT = 128,     /* of an expression, its left side counted too */
    RULE_ARGUMENT_LIMIT = 8,    /* of a call */
    RULE_STEPS_FREE = 1000000,  /* of one rule on one project, and so many more: */
    RULE_STEPS_PER_BYTE = 16,   /* for each byte of the project */
};

enum rule_operation {
    TERM_CONSTANT, /* `constant` */
    TERM_ELEMENT,  /* what the rule is about (`index` 0), or the element of the filter around it */
    TERM_PROJECT,  /* the project of the subject: `index` is RULE_OF_PROJECT */
    TERM_WORDS,    /* 词表.NAME: `words` */
    TERM_FIELD,    /* of `left`: the word `word` of its block */
    TERM_MEMBER,   /* of `left`: `index` is an enum rule_member */
    TERM_FILTER,   /* elements of `left` for which `right` holds, as element number `depth` */
    TERM_CALL,     /* function `index` of left, right and third, or of all `arguments` */
    TERM_NOT,
    TERM_AND,
    TERM_OR,
    TERM_COMPARE, /* `relation` */
    TERM_BETWEEN, /* left 属于 right 至 third */
    TERM_AMONG,   /* left 属于 the collection right */
    TERM_ADD,
    TERM_SUBTRACT,
    TERM_MULTIPLY,
    TERM_DIVIDE,
    TERM_NEGATE,
};

/* What is looked at for every thing that is judged stands first, within two lines of the cache. */
struct rule_term {
    enum rule_operation operation;
    enum ast_operator relation; /* of COMPARE */
    unsigned index;
    unsigned depth;        /* of a filter or quantifier: the number of its element */
    unsigned short slot;   /* where what it comes to is kept, 0 if it is not (rule_slot.h): */
    bool is_kept;          /* a value, not a truth, is kept there */
    unsigned char owner;   /* in the row of this element, or of the project */
    unsigned short search; /* of 任一 and 全部 over things of the project: its number, or 0 */
    unsigned char
        mark; /* of 包含 and the like: its bit, and 1, in the marks of its text (rule_mark.c) */
    bool yields_many; /* of FIELD and MEMBER: of one thing there are many */
    bool is_implied;  /* of ELEMENT and PROJECT: nobody wrote it, and it is not printed */
    bool is_settled;  /* the framework alone decides it (rule_settled.c) */
    bool is_enough;   /* a word of `needed` is enough for it to match */
    unsigned argument_count;
    const struct rule_term *left, *right, *third;
    const struct rule_test
        *tests; /* of FILTER and 任一: its condition is true; of 全部: it is false */
    const struct rule_marks *marks; /* of a text: what those look for in it; NULL: nobody does */
    const struct word *word;        /* of FIELD */
    const struct word_list *words;  /* of WORDS */
    struct rule_type type;
    const struct rule_term **arguments; /* of a CALL */
    const struct text_pattern *pattern; /* of 匹配 */
    const struct word_set *needed; /* words one of which stands in whatever it matches; or NULL */
    struct rule_term *alike;       /* another term with the same slot */
    struct span span;              /* in the rule */
    struct rule_value constant;
};

/* What an expression is compiled in: the things whose members its names may be. */
struct rule_scope {
    struct binder *binder;
    struct rule_type elements[1 + RULE_NESTING_LIMIT]; /* the subject, then of each filter around */
    unsigned depth;                                    /* of filters around */
    unsigned level;                                    /* of the expression being compiled */
};

/*
 * Compiles an expression; NULL after reporting. (rule_compile.c)
 * A condition must be a truth value.
 */
const struct rule_term *rule_compile(struct rule_scope *scope,
                                     const struct ast_expression *expression);
const struct rule_term *rule_compile_condition(struct rule_scope *scope,
                                               const struct ast_expression *expression);

/* A condition on the elements of a collection, and a call (rule_call.c); NULL after reporting. */
const struct rule_term *rule_compile_inside(struct rule_scope *scope,
                                            const struct rule_term *collection,
                                            const struct ast_expression *expression);
const struct rule_term *rule_compile_call(struct rule_scope *scope,
                                          const struct ast_expression *expression);

struct rule_run;

/* Who works out the truth, or the value, of a call or other term. */
typedef enum rule_truth rule_truth_way(struct rule_run *run, const struct rule_term *term);
typedef void rule_value_way(struct rule_run *run, const struct rule_term *term,
                            struct rule_value *value);

/*
 * A part of whether a rule fails, or an element is one that is looked for: it goes on at test `met` if
 * the truth of the term is `truth`, at `missed` if it is not. How that is found out stands with it.
 */
struct rule_test {
    const struct rule_term *term;
    rule_truth_way *way; /* what it gives is `truth` if the term has that; else it may be another */
    int met, missed;
    enum rule_truth truth;
    unsigned short slot; /* of the term, in the row of `owner`; or 0 */
    unsigned char owner;
};

/* The test whether the term has this truth, with what is known of it by now. (rule_run.c) */
struct rule_test rule_test_of(const struct rule_term *term, enum rule_truth truth, int met,
                              int missed);
enum { RULE_FAILS = -1, RULE_HOLDS = -2 /* where there is nothing more to test */ };

/*
 * The tests, the first of them first, whether `when` is TRUE and `require` FALSE: then they end in
 * RULE_FAILS. One of the two may be NULL. (rule_test.c)
 */
const struct rule_test *rule_tests(struct arena *a, const struct rule_term *when,
                                   const struct rule_term *require);

/*
 * How many tests there are, 0 if they are more than so many; and whether they can end in RULE_FAILS,
 * from `start` on, though those of the bits in `missed` are missed. Of none it is not known.
 */
enum { RULE_TESTS_LOOKED_AT = 64 };
unsigned rule_test_count(const struct rule_test *tests);
bool rule_may_fail_without(const struct rule_test *tests, int start, unsigned count,
                           uint64_t missed);

/* ---- resolving names (rule_name.c) ---------------------------------------------------------- */

/* The type that a thing of this subject has. */
struct rule_type rule_object_type(enum rule_subject subject);

/* The term for member `name` of `left`, or NULL if its type has none; nothing is reported. */
struct rule_term *rule_member_term(struct rule_scope *scope, const struct rule_term *left,
                                   struct str name, struct span span);

/* A name by itself: a member of the element, of the subject or of the project, or 本项, 它, 项目. */
struct rule_term *rule_name_term(struct rule_scope *scope, struct str name, struct span span);

/* The constant that `name` is in the set that `like` is of; NULL after reporting. */
struct rule_term *rule_symbol_term(struct rule_scope *scope, const struct rule_type *like,
                                   struct str name, struct span span, bool may_report);

/* Reports a name that nothing is called: `left` NULL, or a member that `left` has not. */
void report_no_member(struct rule_scope *scope, const struct rule_term *left, struct str name,
                      struct span span);

/* ---- telling (rule_text.c) ------------------------------------------------------------------ */

/* The term as an author writes it, in both languages. */
struct bilingual rule_term_text(struct arena *a, const struct rule_term *term);

/* A type: “金额”, “文字”, “若干个指标”. */
struct bilingual rule_type_text(struct rule_scope *scope, const struct rule_type *type);

/* A value, as a person writes it; what a thing is called. */
struct bilingual rule_value_text(struct arena *a, const struct rule_value *value);
struct bilingual rule_value_name(struct arena *a, const struct rule_value *value,
                                 const struct rule_type *type);

/* The sign of a relation: ≥. */
struct bilingual rule_relation_text(enum ast_operator relation);

/* ---- running (rule_run.c, rule_member.c, rule_function.c) ------------------------------------ */

/* The texts whose quantities were read last, and those: most are asked for again. */
enum { READINGS_KEPT = 8 };
struct rule_readings {
    struct rule_reading {
        struct str text;
        const struct text_quantity *quantities;
    } items[READINGS_KEPT];
    unsigned count; /* of all that were read */
};

/* One rule at work on one thing. */
struct rule_run {
    struct binder *binder;
    const struct project *project;
    /* The subject, the elements of the filters around, and the project. */
    const struct rule_value *elements[1 + RULE_OF_PROJECT];
    long long steps;        /* that are left */
    struct arena *scratch;  /* for whoever needs memory while it evaluates: */
    unsigned scratch_users; /* who are at it; the last one to leave resets it */
    struct rule_readings *read;
};

/* What is done with each element of a collection; false ends the walk. */
typedef bool rule_visit(void *context, const struct rule_value *element);

/* Whether a condition holds, and the value of a term that is one value. */
enum rule_truth rule_truth(struct rule_run *run, const struct rule_term *term);
void rule_evaluate(struct rule_run *run, const struct rule_term *term, struct rule_value *value);

/* Visits the elements of a collection (a single value is one of one). False: some may be missing. */
bool rule_each(struct rule_run *run, const struct rule_term *term, rule_visit *visit,
               void *context);

/* The value of a member or field of one thing; and each of those of a MANY one, as rule_each. */
void rule_member_value(const struct rule_value *left, enum rule_member member,
                       struct rule_value *value);
bool rule_member_each(const struct rule_value *left, enum rule_member member, rule_visit *visit,
                      void *context);
void rule_field_value(const struct rule_value *left, const struct word *word,
                      struct rule_value *value);
/* Whether a target of the relation has this side: MEMBER_TARGET_VALUE, _LOW or _HIGH. */
bool rule_target_has(enum ast_operator relation, enum rule_member side);

/* The object that holds the fields of a thing whose words are those of `block`; or NULL. */
const struct object *rule_fields_of(const struct rule_value *left, enum block block);
bool rule_field_each(const struct rule_value *left, const struct word *word, rule_visit *visit,
                     void *context);

/* Whether a value is written and not blank: 有. */
enum rule_truth rule_has(struct rule_run *run, const struct rule_term *term);

/* A text of a project with the field that it stands in: what the subject 文字 is. */
struct rule_prose {
    const struct word *word;
    const struct value *value;
};

/* The text of a value; false if it has none. */
bool rule_text_of(const struct rule_value *value, struct str *text);

/* What 栏名 gives. (rule_prose.c) */
void rule_caption(struct rule_run *run, const struct rule_term *term, struct rule_value *value);

/* The elements of a collection that a function makes, as rule_each. (rule_prose.c) */
bool rule_call_each(struct rule_run *run, const struct rule_term *term, rule_visit *visit,
                    void *context);

/* The measure of a product or quotient; NULL if it has too many units. */
const struct measure *rule_product_measure(struct rule_run *run, const struct measure *left,
                                           const struct measure *right, bool divide);

/* 相近 and 涵盖; of the first, what is less than `least` is told as 0. */
void rule_compare_texts(struct rule_run *run, const struct rule_term *term, struct rational least,
                        struct rule_value *value);

/*
 * The left side of a comparison, if it is how alike two texts are and the right side a constant: no
 * more is worked out than that asks for, and what is below it by more than rounding adds is told as
 * 0. (rule_prose.c)
 */
bool rule_likeness(struct rule_run *run, const struct rule_term *term, struct rule_value *value);

/* 四舍五入, 小数位, 年份 and 天数; whether two quantities agree as precisely as each is written.
 * (rule_number.c) */
void rule_round(struct rule_run *run, const struct rule_term *term, struct rule_value *value);
void rule_places(struct rule_run *run, const struct rule_term *term, struct rule_value *value);
void rule_year_or_days(struct rule_run *run, const struct rule_term *term,
                       struct rule_value *value);
enum rule_truth rule_agree(struct rule_run *run, const struct rule_term *term);

/* 提到: whether the first text shares a pair of characters with the second. (rule_prose.c) */
enum rule_truth rule_mentions(struct rule_run *run, const struct rule_term *term);

/* Whether `order` (negative, zero, positive) is what the relation says; whether amounts compare at all. */
bool rule_is_so(int order, enum ast_operator relation);
bool rule_may_compare(struct rational left, const struct measure *left_measure,
                      struct rational right, const struct measure *right_measure);

/* How two values compare: TRUE, FALSE, or why neither. Numbers that may be more or less are heard. */
enum rule_truth rule_compare(const struct rule_value *left, enum ast_operator relation,
                             const struct rule_value *right);

/* Whether two values are the same, as 唯一 and 属于 have it. */
bool rule_same(const struct rule_value *left, const struct rule_value *right);

/* What 包含 or 匹配 found in the text, and where 截断 or 叠写 saw a slip; empty if nothing. */
struct str rule_found(struct rule_run *run, const struct rule_term *term);
struct str rule_slip(struct rule_run *run, const struct rule_term *term);

/* Begins to use run->scratch; and is done with it, so that nothing in it may be kept. */
struct arena *rule_scratch_take(struct rule_run *run);
void rule_scratch_leave(struct rule_run *run);

/* 放宽: whether the old target, the first argument, does not follow from the new one. */
enum rule_truth rule_weakened(struct rule_run *run, const struct rule_term *term);

/* ---- reporting (rule_report.c) --------------------------------------------------------------- */

/* The project's collection that holds all things of a subject but PROJECT. (rule_bind.c) */
enum rule_member rule_each_member(enum rule_subject subject);

/* What a severity is as that of a diagnostic. */
enum diag_severity rule_diag_severity(enum severity severity);

/* The rule that says how missing fields are told. (rule_required.c) */
const struct rule *required_rule(const struct library *library);

/* Reports by `rule`, which speaks of 必填, the fields of run->elements[0] that are missing. */
void report_required(struct rule_run *run, const struct rule *rule, enum severity severity,
                     struct bilingual missing);

/* Reports that the rule fails on run->elements[0]. */
void report_rule(struct rule_run *run, const struct rule *rule, enum severity severity);

#endif
