/*
 * bind.h - from nodes to the model: what each node means in the block that it stands in.
 *
 * A mistake is reported where it is and leaves a poisoned value; nothing is then said of what
 * depends on it. The binder knows the words of vocabulary.def and of the framework at hand, and
 * nothing of any province.
 */
#ifndef SEMA_BIND_H
#define SEMA_BIND_H

#include "sema/definition.h"
#include "sema/library.h"
#include "sema/model.h"
#include "sema/name_log.h"
#include "sema/standard.h"
#include "sema/severity.h"
#include "sema/value.h"

/* The head before a node that stands alone on its line, 资金, as on paper: what belongs in its braces stands behind
 * it on the same level. (bind_bare.c) */
struct bare_head {
    const struct ast_node *next; /* of the block's nodes, which was not looked at yet */
    const struct ast_node *head; /* before `next`; or NULL */
    enum block block;            /* that they are in */
    bool is_told;                /* that it lacks its braces */
};

/* Whether the file is a form whose project has no head. (bind_headless.c) */
struct headless {
    bool is_known, is_form; /* is_form: only if it is known */
    bool is_told;           /* that its fields stand in the file itself */
    bool is_named;          /* a line 项目名称：… was met */
};

/* What binding one file needs to know. */
struct binder {
    const struct library *library;
    long long rule_steps;            /* that the file's rules may still take: rule.h */
    const struct settings *settings; /* of the run: what severity_rule wants; may be NULL */
    struct arena *arena;
    struct diags *diags;
    struct name_log *names;             /* what words were taken for; NULL: nobody asks */
    const struct import_loader *loader; /* reads other files; NULL in the library */
    struct units *units;                /* the file's own, before the library's */
    struct role *roles;              /* declared in the file or its imports; then the library's */
    struct catalogue *catalogue;     /* likewise */
    struct definitions *definitions; /* of the file and its imports; NULL for the library */
    const struct framework
        *frameworks;            /* declared in the file or its imports; then the library's */
    struct map framework_names; /* of those declared in the file or its imports */
    bool framework_failed;      /* one of these has a mistake that was reported */
    bool is_in_project;         /* a project is bound, which has a 金额单位 */
    bool is_base_missing; /* what the project at hand 沿用s could not be had, which was reported */
    bool has_base;        /* the project at hand 沿用s another, over which it was laid */
    bool is_lent; /* what is declared now is the workspace's, and not used by the file itself */
    const struct rule *rules;          /* declared in the file and its imports */
    struct chosen_rules *chosen;       /* for its own frameworks (rule_choice.h) */
    const struct framework *framework; /* the one in use, or NULL */
    bool framework_missing;            /* none is named, or it was reported: say nothing of it */
    const struct measure *money;       /* 金额单位; NULL while unknown */
    struct span money_span;            /* where it is said; its source is NULL if nowhere */
    bool money_reported;               /* that it is missing */
    struct portfolio **last_portfolio; /* where the next 汇总 goes; NULL: none is wanted */
    struct map bases;                  /* files that projects 沿用; see import.h */
    struct map previous;               /* files that they 延续; see continue.c */
    size_t *reads;                     /* of files, by the compilation */
    bool
        is_baseline; /* of a file that is 沿用d or 延续d: mistakes are all taken down as they are */
    struct map task_names; /* of the project at hand, and where its next task goes */
    struct line **task_last;
    struct indicator **indicator_last;  /* and its next indicator */
    const struct ast_node *period_mate; /* the second of two lines that give its period */
    struct map waiver_names;            /* its waivers by place and code */
    struct waiver **waiver_last;        /* and where the next goes */
    struct map indicator_names; /* the first indicators of their names; the others by category */
    struct map indicator_keys;  /* and name; and values by 编号 */
    struct map indicator_codes;
    const struct scale *scale; /* 等级 of the indicator at hand, or NULL */
    bool scale_unknown;        /* it names one that there is not, which was reported */
    /* The latest text without quotes that was told of: nothing in it is an item. */
    struct span prose;
    struct bare_head bare; /* of the nodes at hand */
    struct headless headless;
    /* Told of braces that are missing: behind a head, so that another one closed the project; before a field of the
     * project, which stands in another block therefore. */
    bool lacks_opening, lacks_closing;
};

/* ---- declarations (declare.c) -------------------------------------------------------------- */

/* Declares the kinds, units and scales of a file, in whatever order they stand. */
void bind_declarations(struct binder *b, const struct ast_node *nodes);

/* Declares a scale and its steps. (declare_scale.c) */
void declare_scale(struct binder *b, const struct ast_node *node);

/* Declares what catalogue.h holds; units and roles come first. (declare_list.c) */
void bind_catalogue(struct binder *b, const struct ast_node *nodes);

/* A node of it each: declare_code.c, declare_indicator.c, declare_standard.c. */
void declare_classification(struct binder *b, const struct ast_node *node);
void declare_indicator_library(struct binder *b, const struct ast_node *node);
void declare_standard(struct binder *b, const struct ast_node *node);

/* The texts of a field, a line each; of one that lists names, the names. */
struct gathered {
    struct str *items;
    struct span *spans;
    unsigned count, room;
};
struct gathered gather_words(struct binder *b, const struct field *field);

/* Reports that a word is longer than a set of words takes; or false. */
bool report_long_word(struct binder *b, struct str word, struct span span);

/* The lines of a text, one after the other, each with its place in the source. */
struct text_lines {
    struct str rest;
    struct span whole;
    size_t at; /* in the source's text of `whole`: where the next line is looked for */
};
struct text_lines text_lines_of(const struct value *value);

/* Whether there is a further line; blank ones are passed over, and blanks around it taken away. */
bool text_next_line(struct text_lines *lines, struct str *line, struct span *span);

/*
 * The names behind the head, for a declaration: Chinese, then English; one name serves for both.
 * False if there is none, which was reported.
 */
bool node_names(struct binder *b, const struct ast_node *node, struct bilingual *names);

/* The first of a declaration's labels that is one of the names of something else too; or the first. */
const struct ast_expression *label_shared(const struct ast_expression *labels,
                                          struct bilingual other);

/* The texts of a field: Chinese, then English; one serves for both, and none is empty. */
struct bilingual object_texts(const struct object *object, enum word_id word);

/* Reports that what `name` declares at `span` is declared already, at `other`. */
void report_declared(struct binder *b, struct span span, struct str name, struct span other);

/* The room for one more element than `count`: doubled when a power of two is full. */
static inline size_t room_for_one_more(unsigned count)
{
    return count ? 2 * (size_t)count : 1;
}

static inline bool is_full(unsigned count)
{
    return (count & (count - 1)) == 0;
}

/* Reports a kind that there is not, with the nearest one. */
void report_unknown_kind(struct binder *b, struct span span, struct str name);

/* Declares the roles of a file, before those that b->roles has. (role.c) */
void bind_roles(struct binder *b, const struct ast_node *nodes);

/* The role that a field 作用 names; NULL if there is no field, or after reporting. */
const struct role *bind_role(struct binder *b, const struct field *field);

/* The role that a value names; NULL after reporting. */
const struct role *named_role(struct binder *b, const struct value *value);

/* Reads a block 级别; what it says of a rule twice is reported. (bind_severity.c) */
void bind_severities(struct binder *b, const struct ast_node *node, struct severities *severities);

/* Reads the 级别 at the top of a file, which may hold one if it is a jixiao.jx. (bind_severity.c) */
void bind_file_severities(struct binder *b, const struct source *source,
                          const struct ast_node *nodes, struct severities *severities);

/* Makes the warnings and hints of the compiler's count as what is said of their codes.
 * (bind_severity.c) */
void severities_apply(struct binder *b);

/* Declares the frameworks of a file, before those that b->frameworks has. (frameworks.c) */
void bind_frameworks(struct binder *b, const struct ast_node *nodes);

/*
 * Sets b->framework to what the projects among `nodes` follow: of the one that 引用 names and those
 * declared, that which no other is based on. Reports if two are left.
 */
void choose_framework(struct binder *b, const struct ast_node *nodes);

/* Binds what a framework says in `whole`; the rest of it is set. `node` declares it. (framework.c) */
void bind_framework(struct binder *b, struct framework *framework, const struct ast_node *node);

/* 字段, and the choices of a field: 项. (extra_field.c, framework.c) */
void bind_extra_field(struct binder *b, struct framework *framework, const struct ast_node *node);
struct choices *choices_new(struct binder *b, struct framework *framework, const struct word *word,
                            struct span span);
void bind_choice_item(struct binder *b, struct choices *choices, const struct ast_node *node);

/* Reports 删去 (or NULL) in what takes nothing over. */
void check_not_removed(struct binder *b, const struct field *field);

/* Adds what a value of 可用 or 量类 names to what the category takes; whether it takes a value; and all
 * that it takes, for a message. */
void category_accept(struct binder *b, struct category *category, const struct value *value);
bool category_accepts(const struct binder *b, const struct category *category,
                      const struct value *value);
struct bilingual accepted_phrase(struct binder *b, const struct category *category);

/* The sheets of a framework whose funding is bound. (sheet.c) */
void bind_sheet(struct binder *b, struct framework *framework, const struct ast_node *node);

/* ---- definitions (definition.c) ------------------------------------------------------------ */

/* Declares the 定义 of a file, without their values; `is_base`: it is one that is 沿用d. */
void declare_definitions(struct binder *b, const struct ast_node *nodes, bool is_base);

/* Works out those that stand in `source`, once all are declared that they may need. */
void bind_definitions(struct binder *b, struct source *source);

/* From here to the second call, what is used is listed in the project, with all that it needs. */
void definitions_list(struct binder *b, struct project *project);
void definitions_close(struct binder *b);

/* Warns of those in `source` that nothing uses, if it has projects. */
void report_unused_definitions(struct binder *b, const struct source *source,
                               const struct project *projects);

/* ---- projects ------------------------------------------------------------------------------ */

/* The projects of a file, with all totals worked out and checked; returns them as a list. */
struct project *bind_projects(struct binder *b, const struct ast_node *nodes);

/* Warns of a file that holds nothing, or nothing but 引用; but not of jixiao.jx, which marks a
 * workspace. */
void check_has_project(struct binder *b, struct source *source, const struct ast_node *nodes);

/* Parts of a project: bind_funding.c, bind_indicator.c, bind_line.c, bind_safeguard.c. */
void bind_funding(struct binder *b, struct project *project, const struct ast_node *node);
void bind_indicators(struct binder *b, struct project *project, const struct category *level_one,
                     const struct ast_node *node);
void bind_task(struct binder *b, struct project *project, const struct ast_node *node);
void bind_safeguards(struct binder *b, struct project *project, const struct ast_node *node);

/* ---- other projects (extend_project.c, extend_merge.c, continue.c) -------------------------- */

/* The node of a word of the project's block, or NULL. */
const struct ast_node *project_node_find(const struct ast_node *node, enum word_id word);

/* The name in `{ 项目："…" }` behind 沿用 or 延续, or empty; what else is there is reported. */
const struct ast_expression *referred_project(struct binder *b, const struct ast_node *node);

/* The path behind 沿用 or 延续, or NULL after reporting what stands there instead. */
const struct ast_expression *reference_path(struct binder *b, const struct ast_node *node);

/* Reports that the file has no project called so, or, NULL, that it has several or none. */
void report_no_such_project(struct binder *b, struct span span, const struct ast_expression *name,
                            struct str path, const struct bilingual *names, size_t count);

/* A project that 沿用s another, on the way. */
struct extension {
    const struct ast_expression *path; /* of the file; NULL: there is none */
    struct base_file *base;
    struct span removal; /* of its first 删去 */
    bool is_missing;     /* what it is based on could not be had, which was reported */
};

/*
 * The project's node with all that it takes from the one that it 沿用s; else `node` itself. The
 * nodes of the other files keep their places.
 */
const struct ast_node *extend_project(struct binder *b, const struct ast_node *node,
                                      struct extension *extension);

/*
 * Reports what was found in such a project, at places of its own file: what fits no more where it was made
 * so, warnings that the base has as well at 沿用. Errors of the base are the base's, and only counted.
 */
void extension_settle(struct binder *b, const struct extension *extension, struct diags *found);

/* The nodes of `own` laid over those of `base`, which is the project that it 沿用s. (extend_merge.c) */
const struct ast_node *merge_projects(struct binder *b, const struct ast_node *base,
                                      const struct ast_node *own, struct extension *extension);

/* Whether the node is a declaration that a file may hold: 引用 "…", 规则 甲 …, and no field of that name. */
bool node_is_of_file(const struct binder *b, const struct ast_node *node, struct str head);

/* Whether the node takes something away: 删去 …. Reports one where nothing is 沿用d. */
bool node_is_removal(const struct ast_node *node);
void report_removal(struct binder *b, const struct ast_node *node);

/* Links the project, and its indicators and lines, to the one that it 延续s. (continue.c) */
void continue_project(struct binder *b, struct project *project, const struct ast_node *node);

/* ---- fields (bind_field.c) ----------------------------------------------------------------- */

/* An object of `block` with no fields yet. */
struct object *object_new(struct binder *b, enum block block, struct span span);

/* What may be done with a node whose head is no word of the block; true: it was taken care of. */
typedef bool bind_other(struct binder *b, void *context, const struct ast_node *node,
                        struct str head);

/*
 * Binds the nodes of a block. Words of type LIST and what is no word at all go to `other` (which may
 * be NULL); a node that it leaves is reported as unknown, with the nearest word that fits there.
 */
void bind_block(struct binder *b, struct object *object, const struct ast_node *nodes,
                bind_other *other, void *context);

/* Binds one node that stands for `word` into the object. */
void bind_field(struct binder *b, struct object *object, const struct word *word,
                const struct ast_node *node);

/* Reports the text without quotes that stands behind the colon of a node which the parser could not read; or the
 * one of which no more was read than `read`. What was said of a part of it is forgotten. False if it is none, or
 * (of the second) `read` is all of it; `*is_sure` if nothing in it could be another item. (bind_prose.c) */
bool report_prose_behind(struct binder *b, const struct word *word, const struct ast_node *node,
                         bool *is_sure);
bool report_prose_from(struct binder *b, const struct word *word, struct span read);

/* Whether the line ends behind the span, or another item that may stand beside a field of this word begins, or its
 * braces: what stands there is no more of the same text. (bind_prose.c) */
bool item_ends_behind(const struct binder *b, const struct word *word, struct span span);

/* Names the frameworks there are, of a project that has none. (bind_project.c) */
void help_framework(struct binder *b, struct diag *diag);

/* Whether the node is a word and nothing else. */
static inline bool node_is_bare(const struct ast_node *node)
{
    return node->head && node->head->kind == AST_NAME && !node->labels && !node->values &&
           !node->has_colon && !node->has_block && !node->broken && node->relation == AST_NONE;
}

/* Whether the node stands in the text without quotes that was told of last. (bind_prose.c) */
bool node_is_prose(const struct binder *b, const struct ast_node *node);

/* Whether a broken node tells that it is a field of this word (NULL: it is of none) and nothing else: its line
 * begins with the word and a colon, and holds no further item. Nothing else is missing because of it, then. A
 * text without quotes is told of. (bind_unread.c) */
bool unread_is_field(struct binder *b, const struct object *object, const struct word *word,
                     const struct ast_node *node);

/* Whether the node's head is broken or no plain word or text: then nothing more is said of it. */
static inline bool node_is_broken(const struct ast_node *node)
{
    return !node->head || (node->broken && !node->values && !node->has_block);
}

/* The word or text of the node's head. */
static inline struct str node_head(struct binder *b, const struct ast_node *node)
{
    bool is_plain = node->head->kind == AST_NAME || node->head->kind == AST_TEXT;
    return is_plain ? node->head->text : ast_path(b->arena, node->head);
}

/* Reports a word that nothing in this block is called; `extra` are further names that would do. */
void report_unknown_word(struct binder *b, const struct ast_node *node, struct str head,
                         enum block block, const struct bilingual *extra, size_t extra_count);

/* Reports an indicator whose name stands in no quotes or behind a colon, 数量指标：加装电梯 60台, instead of what
 * the parser did not expect there; false if it is none. (bind_unquoted.c) */
bool report_unquoted_indicator(struct binder *b, const struct ast_node *node);

/* The same of a category that stands alone above its indicators, which begin behind it and end before `*end`; false
 * and `*end` as it was if none of them can be read. (bind_unquoted.c) */
bool report_indicators_behind(struct binder *b, const struct category *level_one,
                              const struct ast_node *node, const struct ast_node **end);

/* Reports a target whose text in quotes is a quantity, "≥90%" or "60%以上"; any other text is left. (typed_indicator.c) */
void report_quoted_target(struct binder *b, enum ast_operator relation,
                          const struct ast_expression *text);

/* The indicator as the language has it whose category is `head` and whose name and target stand in `line`; empty
 * if they do not. (bind_unquoted.c) */
struct str typed_indicator_text(struct binder *b, struct span head, struct span line);

/* The same of a line below this category that could not be read, nor perhaps its head. (bind_unquoted.c) */
void report_unread_indicator(struct binder *b, const struct category *level_one,
                             const struct ast_node *node);

/* Reports a line of the paper form that is written otherwise here: one end of the period, a total of the
 * lines. True if it was, or if another line told of it. (bind_paper.c) */
bool report_paper_field(struct binder *b, const struct project *project,
                        const struct ast_node *node, struct str head);

/* The same of a total, called `name` at `span`, among the lines of a task or the tasks. (bind_paper.c) */
bool report_total_among_lines(struct binder *b, const struct line *task,
                              const struct ast_node *node, struct str name, struct span span);

/* The span with all of its line if nothing else stands on that. (bind_paper.c) */
struct span whole_line(struct span span);

/* Words of the paper form among the amounts of a block of 资金, which has these items and is behind `parent` or
 * (NULL) all of it: reports 合计, telling whether it did; reports each 其中 of the nodes with what it stands
 * before, whether the parser could read it or not. (bind_funding_paper.c) */
bool report_funding_total(struct binder *b, const struct funding *items,
                          const struct funding *parent, const struct ast_node *node,
                          struct str head);
void report_of_which(struct binder *b, const struct funding *items, const struct funding *parent,
                     const struct ast_node *nodes);
bool is_of_which(struct binder *b, const struct ast_node *node);

/* Reports a row of a table among the budget lines instead of what the parser, or anyone else, would say of it;
 * false if the node is none. (bind_row.c) */
bool report_pasted_row(struct binder *b, const struct ast_node *node);

/* A hint where the year in a document's number stands in other brackets than 〔 〕, for each in these texts.
 * (bind_paper.c) */
void check_document_numbers(struct binder *b, const struct value *value);

/* Whether it is 合计 or another word for a total; or for one of budget lines, 明细合计. (bind_paper.c) */
bool is_word_of_sum(struct str head);
bool is_word_of_total(struct str head);

/* Whether a block has a field of this name, the framework's own included. (bind_field.c) */
bool has_field(const struct binder *b, enum block block, struct str name);

/* Says how 明细合计：35000 is written; false if `name`, which takes braces, is another, or there is no amount.
 * (bind_paper.c) */
bool help_block_of_totals(struct binder *b, struct diag *diag, const struct ast_node *node,
                          struct bilingual name);

/* Whether renaming what is written to `wanted` is safe: only if it is no more than a slip. */
enum diag_applicability rename_applicability(struct str written, struct str wanted);

/* Reports `=` or the like where a colon belongs, or behind one, and offers the edit. */
void report_relation(struct binder *b, const struct ast_node *node);

/* Reports that the second of two things with one name stands at `span`. */
struct diag *report_repeated(struct binder *b, enum diag_code code, struct span span,
                             struct str name, struct span first);

/* The node's only value, or NULL after reporting that there is none or more than one. */
const struct ast_expression *single_value(struct binder *b, const struct ast_node *node,
                                          struct bilingual wanted);

/* The first text label, or the missing name is reported and false returned. */
bool node_name(struct binder *b, const struct ast_node *node, struct str *name, struct span *span);

/* Whether the name stands behind a colon: 项目："…" { … }, 项目：… with or without its braces. */
bool is_named_behind_colon(struct binder *b, const struct ast_node *node);

/* The edit that puts the name behind a colon, 数量：名称 or 数量："名称", right behind the head. */
void fix_name_behind_colon(struct binder *b, struct diag *diag, struct span colon,
                           const struct ast_expression *name);

/* From the first of some words without quotes to the last. */
struct span words_span(const struct ast_expression *word);

/* The colon of the script that the word is written in. */
struct str colon_after(struct span head);

/* The same with the blank that is put behind an ASCII one, and the name in the language of the word `head`. */
struct str colon_and_blank(struct span head);
struct str name_like(struct span head, struct bilingual name);

/* The Chinese and the English name behind the head; false after reporting. (framework.c) */
bool both_names(struct binder *b, const struct ast_node *node, struct bilingual *names);

/* Reports labels from `label` on: what would stand there stands behind a colon. */
void report_labels(struct binder *b, const struct ast_node *node,
                   const struct ast_expression *label);

/* ---- values (bind_value.c) ----------------------------------------------------------------- */

/* The value of a word's type that the expression stands for; poisoned after reporting. */
struct value *bind_value(struct binder *b, const struct word *word,
                         const struct ast_expression *expression);

/* What a value of the type is called in a message. */
struct bilingual type_name(enum word_type type);

/* The dimension of money: that of 金额单位, or of the first unit of money that there is. */
struct dimension money_dimension(const struct binder *b);

/* Whether a quantity of this dimension is money; without 金额单位 any currency will do. */
bool dimension_is_money(const struct binder *b, const struct dimension *d);

/* An amount of money, or a quantity of any kind; false after reporting. */
bool bind_money(struct binder *b, const struct ast_expression *expression,
                struct quantity *quantity);
struct evaluator binder_evaluator(struct binder *b);

/* Whether the value is a number without a unit. */
bool value_is_bare(const struct value *value);

/* Help with a bare number as the target of an indicator whose name has the unit in parentheses, 养护里程（公里）: true if
 * that was said. */
bool help_unit_of_name(struct binder *b, struct diag *diag, const struct value *value,
                       struct str name);

/*
 * Help with a bare number where a target stands: 44196 was a date in a spreadsheet, 2020 is a year,
 * 0.95 a ratio. False if it is none of these, and nothing was said.
 */
bool help_bare_target(struct binder *b, struct diag *diag, const struct value *value);

/* One side of a target, or what a definition stands for; false after reporting. (bind_target.c) */
bool bind_side(struct binder *b, const struct ast_expression *expression, struct value *value);

/* A target, zeroed before: relation and expression. False after reporting; it is poisoned then. */
bool bind_target(struct binder *b, enum ast_operator relation,
                 const struct ast_expression *expression, struct target *target);

/* ---- totals (total.c) ---------------------------------------------------------------------- */

/* Something that is added up: its place, and what it is called. */
struct addend {
    struct span span;
    struct bilingual name;
    struct quantity quantity;
};

/* What should be a sum: an amount; if nobody wrote it, of which written parts it is the sum. */
struct total {
    struct bilingual name;
    struct span span;
    struct quantity quantity;
    const struct addend *parts;
    size_t part_count; /* 0 for an amount of its own */
    const struct funding
        *whole;        /* that it is, if its own parts are not what it is held against; or NULL */
    bool is_confirmed; /* the lines, or the years, come to it */
};

/* 数量合计: a sum of unlike units is refused, and one of like units must be right. (check_quantities.c) */
void check_quantity_total(struct binder *b, const struct project *project,
                          const struct field *field);

/* The exact sum, in the measure `shown`; or why there is none. */
enum sum_outcome { SUM_FITS, SUM_UNLIKE, SUM_TOO_LARGE };
enum sum_outcome sum_addends(const struct addend *addends, size_t count,
                             const struct measure *shown, struct quantity *sum);

/* Reports why the addends have no sum: two of them are unlike, or, at `span`, it does not fit. */
void report_no_sum(struct binder *b, struct span span, const struct addend *addends, size_t count);

/* Whether the two are of one dimension; if not, that is reported at the second. */
bool check_alike(struct binder *b, const struct addend *first, const struct addend *second);

/*
 * Checks that the total is the sum of the addends. Written alike (unit and places), it must be so
 * exactly; else the intervals that the written places allow must meet. A failure is reported with
 * every addend, the difference and a clue, and false returned: one mistake makes many sums wrong.
 */
bool check_total(struct binder *b, enum diag_code code, const struct total *total,
                 const struct addend *addends, size_t count);

/* “写的是 80.00 万元”; of an amount that was summed up or worked out “算出来是 80.00 万元”. */
struct diag_argument stated_argument(struct binder *b, const struct quantity *quantity);

/* Adds the place of every addend to a diagnostic, with what it is called and comes to. */
void place_addends(struct binder *b, struct diag *diag, const struct addend *addends, size_t count);

/* Whether total and sum agree, as check_total has it; NO_SUM: they cannot be compared. */
enum agreement { AGREES_EXACTLY, AGREES_WITHIN_PLACES, DISAGREES, NO_SUM };
enum agreement totals_agree(const struct total *total, const struct addend *addends, size_t count);

/* The clue of an accountant: why might the total and the addends differ? True if it says that an addend is wrong,
 * so that the total may well be right. `is_added`: somebody added the total up; a framework's number is given.
 * (clue.c) */
bool add_clue(struct binder *b, struct diag *diag, const struct quantity *total,
              const struct quantity *sum, const struct addend *addends, size_t count,
              bool is_added);

/* Finds the indicators that 构成 names, and reports what is wrong with it. (indicator_parts.c) */
void bind_indicator_parts(struct binder *b, struct project *project);

/* Finds what the codes of a project and its lines are called, and reports what is wrong with them. */
void check_codes(struct binder *b, struct project *project);

/* Holds the prices of a project, whose codes are known, against price standards. */
void check_standards(struct binder *b, struct project *project);

/*
 * Holds the indicators of a project against the library; but says nothing of a place where a rule found
 * something: `last` is the last entry before the rules were asked, or NULL. (check_indicator.c)
 */
void check_known_indicators(struct binder *b, const struct project *project,
                            const struct diag *last);

/* Everything in a project that must add up. (check_totals.c) */
void check_project_totals(struct binder *b, struct project *project);

/* The word of `block` that the framework's own form prints under the caption `head`: 项目属性 for 项目性质;
 * or empty. (printed_word.c) */
struct str printed_word(const struct binder *b, struct str head, enum block block);
/* Warns of indicators, and of lines of one task, whose names look the same and are not; of projects too. */
void check_looks(struct binder *b, const struct project *project);
/* The same of units that are declared; one that is but composed otherwise is declared twice. */
void check_unit_looks(struct binder *b);
void check_project_looks(struct binder *b, const struct project *projects);

#endif
