/* rule_find.c - rules by code or name. */
#include "sema/rule_find.h"

struct rule_walk rule_walk(const struct library *library, const struct framework *frameworks,
                           const struct rule *own)
{
    return (struct rule_walk){.next = library->rules, .framework = frameworks, .own = own};
}

const struct rule *rule_walk_next(struct rule_walk *walk)
{
    while (!walk->next && (walk->framework || walk->own)) {
        walk->of = walk->framework;
        if (walk->framework) {
            walk->next = walk->framework->rules ? walk->framework->rules->rules : NULL;
            walk->framework = walk->framework->next;
        } else {
            walk->next = walk->own;
            walk->own = NULL;
        }
    }
    const struct rule *rule = walk->next;
    if (rule)
        walk->next = rule->next;
    return rule;
}

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_alike(struct str a, struct str b)
{
    size_t i = 0;
    if (a.len != b.len)
        return false;
    while (i < a.len && capital(a.ptr[i]) == capital(b.ptr[i]))
        i++;
    return i == a.len;
}

bool rule_is_named(const struct rule *rule, struct str name)
{
    return name.len &&
           (is_alike(name, rule->origin.code) || is_alike(name, rule->origin.name.chinese) ||
            is_alike(name, rule->origin.name.english));
}

const struct rule *rule_find(struct rule_walk walk, struct str name, struct nearest *nearest)
{
    for (const struct rule *rule; (rule = rule_walk_next(&walk));) {
        if (rule_is_named(rule, name))
            return rule;
        if (!nearest)
            continue;
        if (rule->has_code)
            nearest_try(nearest, rule->origin.code);
        nearest_try_both(nearest, rule->origin.name.chinese, rule->origin.name.english);
    }
    return NULL;
}

bool rule_group_exists(struct rule_walk walk, struct str letters)
{
    for (const struct rule *rule; letters.len && (rule = rule_walk_next(&walk));) {
        if (rule->has_code && is_alike(letters, severity_group(rule->origin.code)))
            return true;
    }
    return false;
}
