/*
 * rule_value.h - what the rule language computes with: the types that a rule is checked by when it
 * is loaded, and the values that it meets in a project.
 *
 * What the author did not write is ABSENT, and what was reported already is UNKNOWN: a comparison
 * with either is neither true nor false, and no rule fails because of it (three-valued, by Kleene).
 */
#ifndef SEMA_RULE_VALUE_H
#define SEMA_RULE_VALUE_H

#include "sema/model.h"

struct rule_row;

/* The things of rule_subject.def. */
enum rule_subject {
#define SUBJECT(name, chinese, english, block, form) SUBJECT_##name,
#include "sema/rule_subject.def"
#undef SUBJECT
    SUBJECT_NONE
};

/* The members of rule_member.def. */
enum rule_member {
#define MEMBER(subject, name, chinese, english, kind, argument, form) MEMBER_##subject##_##name,
#include "sema/rule_member.def"
#undef MEMBER
    RULE_MEMBER_COUNT
};

/* The functions of rule_function.def. */
enum rule_function {
#define FUNCTION(name, chinese, english, parameters, result, chinese_line, english_line) \
    FUNCTION_##name,
#include "sema/rule_function.def"
#undef FUNCTION
    RULE_FUNCTION_COUNT
};

enum rule_kind {
    RULE_ABSENT,  /* not written; of a type: reported, and nothing more is said of it */
    RULE_UNKNOWN, /* what was written was reported, or cannot be compared */
    RULE_TRUTH,
    RULE_TEXT,
    RULE_DATE,
    RULE_PERIOD,
    RULE_QUANTITY,
    RULE_GRADE,
    RULE_NAME, /* one of a fixed set: a relation, a kind of quantity … */
    RULE_OBJECT,
    RULE_ANY, /* of a type only: a target's value, whose kind only the project shows */
};

/* Which set a NAME is of. */
enum rule_domain {
    DOMAIN_NONE,
    DOMAIN_RELATION,
    DOMAIN_DIRECTION,
    DOMAIN_KIND,
    DOMAIN_UNIT,
    DOMAIN_SCALE,
    DOMAIN_ROLE,
    DOMAIN_CHOICE, /* `word` is the field */
};

struct rule_type {
    enum rule_kind kind;
    enum rule_subject subject; /* of an OBJECT; of PERIOD and DATE the one that has their members */
    enum rule_domain domain;   /* of a NAME */
    const struct word *word;   /* of a choice: the field that it is a value of */
    bool is_many;              /* a collection of these */
    bool is_dynamic;           /* of a QUANTITY: the dimension is only known in the project */
    struct dimension dimension; /* of a QUANTITY that is not dynamic */
};

enum rule_truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_ABSENT, TRUTH_UNKNOWN };

struct rule_value {
    enum rule_kind kind;
    /* Of a QUANTITY that elements may be missing of: the true one is no less, or no more. */
    bool is_least, is_most;
    struct span span; /* where it stands; no source: nowhere, it was worked out */
    union {
        bool truth;
        struct str text;
        struct date date;
        struct {
            struct date first, last;
        } period;
        struct {
            struct rational amount;
            const struct measure *measure;
            const struct quantity *quantity; /* as it was written; NULL if worked out */
        };
        const struct grade *grade;
        struct bilingual name;
        struct {
            const void *object; /* struct project, struct indicator … as the type says */
            const struct project *project;   /* that it is part of */
            const struct object *attributes; /* of a BASIS, which is a struct value: its block */
            struct rule_row *row; /* what is known of it already (rule_slot.h), or NULL */
        };
    };
};

/* Whether nothing can be concluded from it: it was not written, or it was reported. */
static inline bool rule_value_is_none(const struct rule_value *value)
{
    return value->kind == RULE_ABSENT || value->kind == RULE_UNKNOWN;
}

/* The row of a subject: its name, the block of its words, whether a rule may be about each. */
struct rule_subject_info {
    struct bilingual name;
    enum block block;
    bool runs;
};
const struct rule_subject_info *rule_subject_info(enum rule_subject subject);

/* The row of a member. */
struct rule_member_info {
    enum rule_subject subject;
    struct bilingual name;
    enum rule_kind kind;
    int argument; /* subject, domain, or enum rule_dimension */
    bool is_many;
};
enum rule_dimension { DIMENSION_PLAIN, DIMENSION_MONEY, DIMENSION_DYNAMIC };
const struct rule_member_info *rule_member_info(enum rule_member member);

/* The row of a function. */
enum rule_result {
    RESULT_TRUTH,
    RESULT_TEXT,
    RESULT_PLAIN,
    RESULT_RATIO,
    RESULT_SAME,
    RESULT_QUANTITIES,
    RESULT_TEXTS
};
struct rule_function_info {
    struct bilingual name;
    const char *parameters;
    enum rule_result result;
    struct bilingual line;
};
const struct rule_function_info *rule_function_info(enum rule_function function);

/* The member of a subject that is spelled so, or RULE_MEMBER_COUNT. */
enum rule_member rule_member_find(enum rule_subject subject, struct str name);

/* The function spelled so, or RULE_FUNCTION_COUNT; the subject, or SUBJECT_NONE. */
enum rule_function rule_function_find(struct str name);
enum rule_subject rule_subject_find(struct str name);

/* The name of a relation, and which way a target with it is better. */
const struct bilingual *rule_relation_name(enum ast_operator relation);
const struct bilingual *rule_direction_name(enum ast_operator relation);

/* What a set of names is called; `other` for one that has no name of its own. */
struct bilingual rule_domain_name(enum rule_domain domain, struct bilingual other);

/* The names of a set that the language itself fixes, some of them empty; NULL for other sets. */
const struct bilingual *rule_domain_names(enum rule_domain domain, size_t *count);

#endif
