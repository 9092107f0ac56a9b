/*
 * model.h - the program as understood; all that emitters may see.
 *
 * A project's fields are objects: a slot for each word of their block in vocabulary.def, so that JSON,
 * its schema and the sheets go by the table and not by name. Money, indicators, lines and safeguards,
 * whose words a framework or the author chooses, have structures of their own. Whatever was wrong is
 * poisoned (VALUE_NONE, `known` false): it was reported once, and nothing may be concluded from it.
 */
#ifndef SEMA_MODEL_H
#define SEMA_MODEL_H

#include "base/date.h"
#include "sema/catalogue.h"
#include "sema/framework.h"
#include "sema/unit.h"
#include "sema/vocabulary.h"
#include "syntax/ast.h"

/*
 * An amount with its unit. `amount` is the exact value in base units; what was written is kept. Of a
 * quantity that is known `measure` is never NULL; a measure is shared, and lives as long as its units.
 */
struct quantity {
    struct rational amount;
    const struct measure *measure; /* as written, or that a computed one is shown in */
    bool is_written;               /* by the author as one number: */
    struct decimal written;        /* in `measure` */
    const struct quantity *numerator,
        *denominator;                    /* of a ratio written `12 所 / 15 所`, or NULL */
    const struct definition *definition; /* whose value it is, or NULL */
};

enum value_kind {
    VALUE_NONE, /* poisoned */
    VALUE_TEXT,
    VALUE_TITLE, /* with its 《》 */
    VALUE_DATE,  /* a day, month or year */
    VALUE_PERIOD,
    VALUE_TRUTH,
    VALUE_QUANTITY, /* NUMBER, MONEY and YEAR words too */
    VALUE_GRADE,
    VALUE_CHOICE,
    VALUE_MEASURE, /* 金额单位 */
    VALUE_NAME,    /* a word that stands for itself */
};

struct value {
    enum value_kind kind;
    struct span span;
    struct value *next; /* of a list */
    union {
        struct str text; /* TEXT, TITLE, NAME */
        struct date date;
        struct {
            struct date first, last;
        } period;
        bool truth;
        struct quantity quantity;
        struct {
            const struct grade *grade;
            struct str
                wording; /* 明显减少: which of its spellings was written; empty if it was its name */
        };
        const struct choice *choice;
        const struct measure *measure;
    };
};

/* So much is there of the value of a field for a text, as most are: it may not be copied as a whole. */
enum { VALUE_TEXT_SIZE = offsetof(struct value, text) + sizeof(struct str) };

/* A field of an object, as the author wrote it. Left blank on purpose, it has no values. */
struct field {
    const struct word *word;
    const struct ast_node *node;
    struct value *values;
    struct object *object; /* TYPE_OBJECT: the block; TITLE with a block: its attributes */
    struct target *target; /* TYPE_TARGET */
    struct field *next;    /* the next one of a word that may stand many times */
    struct field *last;    /* of the first one: the last, which may be itself */
};

/* Whether there is something in the field for sure. */
static inline bool field_is_filled(const struct field *field)
{
    const struct value *value = field->values;
    if (!value || value->kind == VALUE_NONE)
        return false;
    if (value->kind != VALUE_TEXT && value->kind != VALUE_TITLE && value->kind != VALUE_NAME)
        return true;
    /* Nothing that begins otherwise is blank. */
    struct str text = value->text;
    char first = text.len ? text.ptr[0] : ' ';
    return first != ' ' && first != '\n' && first != '\t' &&
           !str_starts_with(text, STR("\xE3\x80\x80"));
}

struct object {
    enum block block;
    struct span span;
    uint64_t written;     /* bit n: slot n holds a field; no block has more words than bits */
    uint64_t filled;      /* likewise: and its first value is no blank for sure */
    bool poisoned;        /* something in it could not be read */
    bool is_incomplete;   /* a whole node could not: nothing is missing for sure */
    struct field **extra; /* of the framework's own words: by word id - WORD_COUNT; or NULL */
    unsigned extra_count;
    struct field *slots[]; /* by word id - word_first(block) */
};

/* The field of a word of the object's block or of the framework's, or NULL if it was not written. `object` may be NULL. */
static inline const struct field *object_get(const struct object *object, enum word_id word)
{
    unsigned extra = (unsigned)word - WORD_COUNT;
    if (object && word >= WORD_COUNT)
        return extra < object->extra_count ? object->extra[extra] : NULL;
    return object ? object->slots[word - word_first(object->block)] : NULL;
}

/* The first value of such a field, or NULL if it has none of this kind. */
static inline const struct value *object_value(const struct object *object, enum word_id word,
                                               enum value_kind kind)
{
    const struct field *field = object_get(object, word);
    return field && field->values && field->values->kind == kind ? field->values : NULL;
}

/* Its text, or empty. */
static inline struct str object_text(const struct object *object, enum word_id word)
{
    const struct value *value = object_value(object, word, VALUE_TEXT);
    return value ? value->text : (struct str){0};
}

/* What an indicator promises. */
struct target {
    enum ast_operator relation; /* AST_NONE: none was written; AST_RANGE: low 至 high */
    struct value low, high;     /* high of a range only */
    struct span span;
};

/* One of 构成. */
struct indicator_part {
    struct indicator *indicator;
    struct span span; /* where it is named */
};

struct indicator {
    const struct category *level_one, *level_two;
    struct str name;
    struct span span; /* of the name */
    struct target target;
    const struct known_indicator *known; /* in an indicator library, or NULL */
    struct object *fields;               /* BLOCK_INDICATOR */
    const struct indicator *previous;    /* the same one in the project's `previous`, or NULL */
    struct indicator_part *parts;        /* it is the sum of; no circle among them */
    unsigned part_count;
    bool parts_poisoned;                                    /* one of them is wrong, and reported */
    enum { PARTS_NEW, PARTS_OPEN, PARTS_SEEN } parts_state; /* of bind_indicator_parts() alone */
    struct indicator *next;
};

/* An item of the funding tree, in the framework's order; every item of the framework is there. */
struct funding {
    const struct funding_item *item;
    struct span span;  /* of the amount, or of the node; its source is NULL if it was not written */
    bool is_stated;    /* the author wrote an amount */
    bool known;        /* `amount` holds, stated or summed */
    bool is_disputed;  /* it was reported not to add up: it or its parts are wrong */
    bool is_confirmed; /* the lines, or the years, come to it as it is written */
    struct quantity amount;
    struct funding *children, *next;
};

/* 年 2020：40.00 */
struct year_amount {
    int year;
    struct span span;
    bool known;
    struct quantity amount;
    struct year_amount *next;
};

/* A budget line; with children, a task. */
struct line {
    struct str name;
    struct span span;            /* of the name */
    const struct line *task;     /* what it is part of, or NULL */
    const struct line *previous; /* the same one in the project's `previous`, or NULL */
    bool is_task;
    bool is_stated;   /* an amount or subtotal is written */
    bool is_rounded;  /* the formula's exact value was rounded to what is written */
    bool known;       /* `amount` holds, stated or computed */
    bool is_summed;   /* `amount` is the sum of the lines below, and not stated */
    bool is_disputed; /* it was reported not to add up: it or its parts are wrong */
    struct quantity amount;
    struct span amount_span;
    struct span formula;    /* its text; empty source if there is none */
    struct quantity *price; /* the factor that is money, or NULL */
    struct span price_span;
    struct quantity *quantities; /* the other factors, in order */
    unsigned quantity_count;
    struct object *fields;                          /* BLOCK_LINE */
    const struct standard *standard;                /* that its price is held against, or NULL */
    const struct class_code *economic, *functional; /* what its codes mean, or NULL */
    struct line *children, *next;
};

struct safeguard {
    const struct choice *kind;
    struct str document; /* with 《》 if written so */
    struct span span;
    struct object *fields; /* BLOCK_SAFEGUARD */
    struct safeguard *next;
};

/* Leave not to keep a rule. */
struct waiver {
    struct diag_waiver silences; /* what it says, and what it silences */
    const struct rule *rule;     /* NULL: a warning of the compiler's, `code` */
    enum diag_code code;
    struct span scope;                 /* what it goes for */
    const struct indicator *indicator; /* what that is, or NULL */
    const struct line *line;
    bool is_of_portfolio; /* it goes for a portfolio and no project */
    struct date expiry;   /* year 0: none */
    bool poisoned;        /* something is wrong with it: it silences, and nothing more is said */
    bool is_expired;
    bool is_replaced;      /* 沿用d, and said anew: without effect */
    struct object *fields; /* BLOCK_WAIVER */
    struct waiver *next;
};

/* A definition that a project uses, in the order of use. See definition.h. */
struct definition_use {
    const struct definition *definition;
    struct definition_use *next;
};

struct project {
    struct str name;
    struct span name_span, span;
    struct source *source;
    const struct framework *framework; /* NULL if none could be found: then little is known */
    struct units *units;
    const struct measure *money;         /* of bare amounts; NULL if unknown */
    struct object *fields;               /* BLOCK_PROJECT */
    const struct class_code *functional; /* what 功能科目 means, or NULL */
    struct funding *funding;
    struct year_amount *years;
    bool years_poisoned; /* one could not be read: none is missing for sure */
    struct line *lines;
    bool lines_known; /* `lines_total` holds */
    struct quantity lines_total;
    struct indicator *indicators;
    bool indicators_poisoned; /* one could not be read: none is missing for sure */
    struct safeguard *safeguards;
    struct waiver *waivers; /* of its indicators and lines too */
    struct definition_use *definitions;
    const struct extension *extension; /* how it 沿用s another one; NULL if it does not */
    bool is_partial; /* what it 沿用s could not be had: nothing is missing for sure */
    const struct project *previous; /* last year's, which this one 延续s; or NULL */
    struct project *next;
};

/* The first item of the tree with the role that is asked for, at any depth; or NULL. */
struct funding *funding_of_role(struct funding *first, role_test *is_wanted);

/* Whether the item or anything below it was written: what was not is no 0.00, but nothing. */
bool funding_is_written(const struct funding *funding);

/* The number of the first year, or 0 if it is not known. */
int project_year(const struct project *project);

/*
 * The quantity as a person writes it: the number with the written places (a computed one in its
 * measure, with 2 places for money, as many as it needs up to 10), then the unit in `language`:
 * "80.00 万元", "90%", "12 所/15 所". In `a`.
 */
struct str quantity_text(struct arena *a, const struct quantity *quantity, enum language language);

/* Only the number, and only the unit: as the author spelt it, if that is a further spelling. */
struct str quantity_number(struct arena *a, const struct quantity *quantity);
struct str measure_text(const struct measure *measure, enum language language);

/* The target as the form prints it: "≥90%", "良好", "85% 至 95%", "2020-12-31". */
struct str target_text(struct arena *a, const struct target *target, enum language language);

/* Any value as a person writes it; texts as they are. */
struct str value_text(struct arena *a, const struct value *value, enum language language);

/* How a relation is printed: ≥ ≤ = > < ≠; empty for none. */
struct str relation_text(enum ast_operator relation);

#endif
