/* rule_settings.c - whether the rules that the command line sets are rules that there are. */
#include "tools/rule_settings.h"

#include "sema/rule_find.h"

static bool refuse_error(const struct options *options, const char *name)
{
    command_refuse(options, name, "这是错误，级别不能改",
                   "this is an error, and cannot count as anything else");
    return false;
}

static bool holds(const struct options *options, const char *name, struct rule_walk walk)
{
    struct str rule = str_of(name);
    struct nearest nearest = nearest_to(rule);
    enum diag_code code = diag_find(rule);
    const struct rule *found = rule_find(walk, rule, &nearest);
    if (rule_is_fixed(found, code))
        return refuse_error(options, name);
    if (found || code != DIAG_CODE_COUNT || rule_group_exists(walk, rule) ||
        str_equal(rule, severity_all().chinese) || str_equal(rule, severity_all().english))
        return true;
    command_refuse_name(options, name, "没有这条规则", "no such rule", nearest_name(&nearest),
                        "jixiao rules");
    return false;
}

bool rule_settings_hold(const struct options *options, const struct library *library,
                        const struct workspace_file *workspace)
{
    struct rule_walk walk = rule_walk(library, library->frameworks, workspace->c.spec.rules);
    for (const struct severity_setting *s = options->severities.first; s; s = s->next) {
        if (!holds(options, s->rule.ptr, walk))
            return false;
    }
    return true;
}
