/*
 * library.h - the standard library: what stdlib/ declares, loaded once and then only read.
 */
#ifndef SEMA_LIBRARY_H
#define SEMA_LIBRARY_H

#include "sema/catalogue.h"
#include "sema/framework.h"

struct library {
    struct arena *arena;
    struct vocabulary vocabulary;
    struct units units;
    struct role *roles; /* in the order of their files */
    struct catalogue catalogue;
    const struct framework *frameworks; /* in the order of their files */
    struct rule *rules;                 /* for every framework, in the order of their files */
    const struct rule_slots *slots;     /* where their answers are kept */
    struct diags diags;                 /* empty, or the library itself has a mistake */
};

/* Loads the embedded files into `a`. */
void library_load(struct library *library, struct arena *a);

/* The framework called `name` ("上海市/2020" or "shanghai/2020"), or NULL. */
const struct framework *framework_find(const struct framework *first, struct str name);

#endif
