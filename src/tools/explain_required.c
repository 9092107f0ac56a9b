/* explain_required.c - the fields that a framework requires, for jixiao explain. */
#include "sema/rule_term.h"
#include "tools/explain_framework.h"

#include <stdio.h>

/* Begins the line of fields that are required alike: of one subject, as grave, under one condition. */
static void print_head(struct arena *a, enum rule_subject subject,
                       const struct rule_required *required, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    struct str word = bilingual_text(word_info(WORD_FRAMEWORK_REQUIRED)->name, language);
    printf("\n%" STR_FORMAT, STR_ARG(word));
    if (subject != SUBJECT_PROJECT)
        printf(" %" STR_FORMAT,
               STR_ARG(bilingual_text(rule_subject_info(subject)->name, language)));
    if (required->severity != SEVERITY_ERROR)
        printf(english ? " (%" STR_FORMAT ")" : "（%" STR_FORMAT "）",
               STR_ARG(bilingual_text(severity_name(required->severity), language)));
    if (required->when)
        printf(english ? " when %" STR_FORMAT : "，条件是 %" STR_FORMAT,
               STR_ARG(bilingual_text(rule_term_text(a, required->when), language)));
    fputs("\n  ", stdout);
}

static void print_fields(struct arena *a, enum rule_subject subject,
                         const struct rule_required *first, enum language language)
{
    const struct rule_required *before = NULL;
    for (const struct rule_required *r = first; r; before = r, r = r->next) {
        if (!before || before->severity != r->severity || before->when != r->when) {
            if (before)
                putchar('\n');
            print_head(a, subject, r, language);
        } else {
            fputs(language == LANGUAGE_ENGLISH ? ", " : "、", stdout);
        }
        printf("%" STR_FORMAT, STR_ARG(bilingual_text(rule_term_text(a, r->field), language)));
    }
    if (before)
        putchar('\n');
}

void explain_required(const struct framework *framework, enum language language)
{
    struct arena a = ARENA_INIT;
    for (const struct framework *f = framework; f; f = f->base) {
        for (enum rule_subject subject = 0; f->rules && subject < SUBJECT_NONE; subject++)
            print_fields(&a, subject, f->rules->required[subject], language);
    }
    arena_free(&a);
}
