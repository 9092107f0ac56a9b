/* rule_choice.c - which rules judge a project, and how gravely. */
#include "sema/rule_choice.h"

#include "sema/rule_term.h"

enum severity severity_chosen(const struct settings *settings, const struct framework *framework,
                              const struct rule *rule, enum severity own)
{
    struct str code = rule->has_code ? rule->origin.code : (struct str){0};
    return severity_rule(settings, framework ? &framework->severities : NULL, code,
                         rule->origin.name, own)
        .severity;
}

/* Whether a framework between the project's and this one has a rule of the same name. */
static bool is_replaced(const struct framework *first, const struct framework *owner,
                        const struct rule *rule)
{
    for (const struct framework *f = first; f != owner; f = f->base) {
        if (f->rules && map_get(&f->rules->names, rule->origin.name.chinese))
            return true;
    }
    return false;
}

static size_t count_rules(const struct rule *rule)
{
    size_t count = 0;
    for (; rule; rule = rule->next)
        count++;
    return count;
}

/* Adds the rule if it is about projects and on. */
static void add_rule(struct chosen_rules *chosen, const struct settings *settings,
                     const struct rule *rule)
{
    if (rule->subject == SUBJECT_NONE || rule->subject == SUBJECT_PORTFOLIO)
        return;
    enum severity severity = severity_chosen(settings, chosen->framework, rule, rule->severity);
    if (severity == SEVERITY_OFF)
        return;
    chosen->rules[chosen->count++] =
        (struct chosen_rule){rule, severity, rule->subject, rule->each};
    if (chosen->counts[rule->subject]++ == 0 && rule->subject != SUBJECT_PROJECT)
        chosen->collections[chosen->collection_count++] =
            (struct chosen_collection){rule->subject, rule->each};
}

static struct chosen_rules *choose(const struct library *library, const struct settings *settings,
                                   const struct framework *framework, struct arena *a)
{
    struct chosen_rules *chosen = ARENA_NEW(a, struct chosen_rules);
    size_t room = count_rules(library->rules);
    for (const struct framework *f = framework; f; f = f->base)
        room += f->rules ? count_rules(f->rules->rules) : 0;
    chosen->framework = framework;
    chosen->arena = a;
    chosen->rules = ARENA_ARRAY(a, struct chosen_rule, room);
    for (const struct rule *rule = library->rules; rule; rule = rule->next)
        add_rule(chosen, settings, rule);
    for (const struct framework *f = framework; f; f = f->base) {
        for (const struct rule *rule = f->rules ? f->rules->rules : NULL; rule; rule = rule->next) {
            if (!is_replaced(framework, f, rule))
                add_rule(chosen, settings, rule);
        }
    }
    const struct rule *required = required_rule(library);
    if (severity_chosen(settings, framework, required, SEVERITY_ERROR) != SEVERITY_OFF)
        chosen->required = required;
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE && chosen->required; subject++)
        chosen->required_of[subject] = required_fields_of(framework, subject);
    return chosen;
}

/* Whether the framework is the library's own, which outlives every file. */
static bool is_kept(const struct library *library, const struct framework *framework)
{
    const struct framework *f = library->frameworks;
    while (f && f != framework)
        f = f->next;
    return f != NULL;
}

struct chosen_rules *rules_chosen(struct binder *b, const struct framework *framework)
{
    struct rule_choice *choice = b->settings ? b->settings->choice : NULL;
    bool kept = choice && is_kept(b->library, framework);
    struct chosen_rules **first = kept ? &choice->first : &b->chosen;
    struct arena *a = kept ? &choice->arena : b->arena;
    struct chosen_rules *chosen = *first;
    a->out_of_memory = b->arena->out_of_memory;
    while (chosen && chosen->framework != framework)
        chosen = chosen->next;
    if (chosen)
        return chosen;
    chosen = choose(b->library, b->settings, framework, a);
    chosen->next = *first;
    return *first = chosen;
}

void rule_choice_free(struct rule_choice *choice)
{
    arena_free(&choice->arena);
    choice->first = NULL;
}
