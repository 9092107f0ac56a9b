/*
 * rule_choice.h - which rules judge a project, and how gravely.
 *
 * That depends on the framework and on the settings of the run alone: what they say of the hundred or
 * so rules is worked out when the first project of a framework is met, not for each project.
 */
#ifndef SEMA_RULE_CHOICE_H
#define SEMA_RULE_CHOICE_H

#include "sema/rule.h"

struct rule_sorts;

/* A rule, and what is looked at of it for every project. */
struct chosen_rule {
    const struct rule *rule;
    enum severity severity; /* not OFF */
    enum rule_subject subject;
    enum rule_member each;
};

/*
 * What is required of a thing, in its own block and those of its fields: mostly all of it is filled,
 * which the bits of the blocks tell.
 */
enum { REQUIRED_BLOCKS = 4 };
struct required_fields {
    struct required_block {
        enum block own;           /* of the thing */
        const struct word *field; /* of it, that has the block; NULL: it is the thing's own */
        uint64_t bits;            /* of struct object */
    } blocks[REQUIRED_BLOCKS];
    unsigned count;
    bool is_any, is_whole; /* is_whole: there is nothing else */
};

/* What rules are about: the project's collection that has it. */
struct chosen_collection {
    enum rule_subject subject;
    enum rule_member member;
};

/* The rules that judge the projects of a framework: the library's, then the framework's and those of
 * its bases that it does not replace. */
struct chosen_rules {
    const struct framework *framework;
    struct chosen_rule *rules;
    size_t count;
    const struct rule *required; /* that says how missing fields are told; NULL: off */
    struct required_fields required_of[SUBJECT_NONE]; /* its fields */
    size_t counts[SUBJECT_NONE];                      /* of the rules about each */
    struct chosen_collection
        collections[SUBJECT_NONE]; /* that they are about, but for the project */
    unsigned collection_count;
    struct arena *arena;                    /* that lives as long, for: */
    struct rule_sorts *sorts[SUBJECT_NONE]; /* of the things that were met (rule_sort.h); or NULL */
    bool is_idle[SUBJECT_NONE]; /* of the framework's categories: none can fail a rule */
    struct rule_met *met;       /* short texts that were (rule_mark.c); or NULL */
    struct chosen_rules *next;
};

/* What one thread has worked out for the frameworks of the library. Start with zeroes; settings.choice
 * points to it. Nobody needs one. */
struct rule_choice {
    struct arena arena;
    struct chosen_rules *first;
};
void rule_choice_free(struct rule_choice *choice);

/* The severity of a rule for projects of `framework` (which may be NULL) under the settings of the run
 * (likewise); `own` is what the rule itself has. */
enum severity severity_chosen(const struct settings *settings, const struct framework *framework,
                              const struct rule *rule, enum severity own);

/* What the framework and its bases require of a subject; whether the thing has all of it for sure.
 * (rule_required.c) */
struct required_fields required_fields_of(const struct framework *framework,
                                          enum rule_subject subject);
bool required_is_filled(const struct required_fields *required, const struct rule_value *thing);

/* The rules for projects of `framework`; in settings.choice if that can be, else in b->arena. */
struct chosen_rules *rules_chosen(struct binder *b, const struct framework *framework);

#endif
