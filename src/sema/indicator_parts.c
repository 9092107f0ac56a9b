/* indicator_parts.c - 构成: an indicator whose target is the sum of others'. */
#include "sema/bind.h"
#include "base/nearest.h"
#include "base/utf8.h"

/* The indicators of a project that have one name. */
struct namesake {
    struct indicator *first;
    unsigned count;
};

struct parts {
    struct binder *b;
    struct project *project;
    struct map names; /* struct namesake by name, and by category and name */
};

/* ---- names ---------------------------------------------------------------------------------- */

static struct str key_within(struct parts *p, const struct category *category, struct str name)
{
    const struct str texts[] = {category->name.english, STR("\n"), name};
    return arena_join(p->b->arena, texts, 3);
}

static void enter(struct parts *p, struct str key, struct indicator *indicator)
{
    const struct namesake *known = map_get(&p->names, key);
    struct namesake *now = ARENA_NEW(p->b->arena, struct namesake);
    *now =
        known ? (struct namesake){known->first, known->count + 1} : (struct namesake){indicator, 1};
    map_put(&p->names, p->b->arena, key, now);
}

static void enter_all(struct parts *p)
{
    for (struct indicator *one = p->project->indicators; one; one = one->next) {
        enter(p, one->name, one);
        enter(p, key_within(p, one->level_two, one->name), one);
    }
}

static void report_unknown(struct parts *p, const struct value *value, struct str name,
                           bool is_several)
{
    struct diags *diags = p->b->diags;
    struct diag *diag = diag_report(diags, DIAG_PART_UNKNOWN, value->span, DIAG_TEXT(name));
    if (diag == &diags->ignored)
        return;
    if (is_several) {
        diag_help(diags, diag, NOTE_HELP_PART_SEVERAL, DIAG_NONE);
        return;
    }
    struct nearest nearest = nearest_to(name);
    for (const struct indicator *one = p->project->indicators; one; one = one->next)
        nearest_try(&nearest, one->name);
    struct str best = nearest_name(&nearest);
    if (best.len)
        diag_help(diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
    diag_help(diags, diag, NOTE_HELP_PART, DIAG_NONE);
}

/* The indicator that is meant: of the same category if there is one, else the only one of the project.
 * NULL after telling that there is none. */
static struct indicator *find(struct parts *p, const struct indicator *whole,
                              const struct value *value, struct str name)
{
    const struct namesake *near = map_get(&p->names, key_within(p, whole->level_two, name));
    const struct namesake *far = near ? near : map_get(&p->names, name);
    if (far && (near || far->count == 1))
        return far->first;
    if (!p->project->indicators_poisoned)
        report_unknown(p, value, name, far != NULL);
    return NULL;
}

/* False if it names none, which was reported. */
static bool bind_part(struct parts *p, struct indicator *whole, struct map *own,
                      const struct value *value)
{
    if (value->kind != VALUE_TEXT)
        return false;
    struct str name = utf8_compose(p->b->arena, value->text);
    struct indicator *part = find(p, whole, value, name);
    if (!part)
        return false;
    if (map_get(own, name)) {
        diag_report(p->b->diags, DIAG_PART_TWICE, value->span, DIAG_TEXT(name));
        return false;
    }
    map_put(own, p->b->arena, name, part);
    whole->parts[whole->part_count++] = (struct indicator_part){part, value->span};
    return true;
}

static size_t count_values(const struct field *field)
{
    size_t count = 0;
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next)
            count++;
    }
    return count;
}

/* False if the indicator names no parts. */
static bool bind_parts_of(struct parts *p, struct indicator *whole)
{
    const struct field *field = object_get(whole->fields, WORD_INDICATOR_PARTS);
    size_t count = count_values(field);
    struct map own = {0};
    if (count == 0)
        return false;
    if (!p->names.count)
        enter_all(p);
    whole->parts = ARENA_ARRAY(p->b->arena, struct indicator_part, count);
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next)
            whole->parts_poisoned |= !bind_part(p, whole, &own, value);
    }
    return true;
}

/* ---- circles -------------------------------------------------------------------------------- */

/* On the way down from an indicator to its parts. */
struct step {
    struct indicator *whole;
    unsigned next; /* part to look at */
};

/* Tells of the part that closes a circle, and cuts it there: its whole is then one without parts. */
static void cut_circle(struct parts *p, struct indicator *whole, const struct indicator_part *part)
{
    diag_report(p->b->diags, DIAG_PART_CIRCLE, part->span, DIAG_TEXT(part->indicator->name),
                DIAG_TEXT(whole->name));
    whole->part_count = 0;
    whole->parts_poisoned = true;
}

/* Goes down from an indicator with a stack of its own: chains are as long as the author likes. */
static void find_circles(struct parts *p, struct indicator *top, struct step *stack)
{
    size_t depth = 0;
    if (top->parts_state == PARTS_NEW)
        stack[depth++] = (struct step){top, 0};
    top->parts_state = PARTS_OPEN;
    while (depth > 0) {
        struct step *step = &stack[depth - 1];
        if (step->next >= step->whole->part_count) {
            step->whole->parts_state = PARTS_SEEN;
            depth--;
            continue;
        }
        const struct indicator_part *part = &step->whole->parts[step->next++];
        if (part->indicator->parts_state == PARTS_OPEN)
            cut_circle(p, step->whole, part);
        else if (part->indicator->parts_state == PARTS_NEW) {
            part->indicator->parts_state = PARTS_OPEN;
            stack[depth++] = (struct step){part->indicator, 0};
        }
    }
}

void bind_indicator_parts(struct binder *b, struct project *project)
{
    struct parts p = {.b = b, .project = project};
    size_t wholes = 0;
    for (struct indicator *one = project->indicators; one; one = one->next)
        wholes += bind_parts_of(&p, one);
    if (wholes == 0)
        return;
    /* An indicator without parts ends a way: one more than there are wholes. */
    struct step *stack = ARENA_ARRAY(b->arena, struct step, wholes + 1);
    for (struct indicator *one = project->indicators; one; one = one->next) {
        if (one->part_count > 0)
            find_circles(&p, one, stack);
    }
}
