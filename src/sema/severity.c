/* severity.c - how grave it is that a rule is not kept, and who says so. */
#include "sema/severity.h"

#include "base/utf8.h"

enum { KEY_LIMIT = 256 }; /* bytes; no name is longer */

struct bilingual severity_all(void)
{
    return (struct bilingual){STR("全部"), STR("all")};
}

struct bilingual severity_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_UNSET:
        break;
    case SEVERITY_OFF:
        return (struct bilingual){STR("关闭"), STR("off")};
    case SEVERITY_HINT:
        return (struct bilingual){STR("提示"), STR("hint")};
    case SEVERITY_WARNING:
        return (struct bilingual){STR("警告"), STR("warning")};
    case SEVERITY_ERROR:
        return (struct bilingual){STR("错误"), STR("error")};
    }
    return (struct bilingual){{0}, {0}};
}

enum severity severity_find(struct str word)
{
    for (enum severity s = SEVERITY_OFF; s <= SEVERITY_ERROR; s++) {
        struct bilingual name = severity_name(s);
        if (str_equal(word, name.chinese) || str_equal(word, name.english))
            return s;
    }
    return SEVERITY_UNSET;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

struct str severity_group(struct str code)
{
    size_t length = 0;
    while (length < code.len && is_letter(code.ptr[length]))
        length++;
    return (struct str){code.ptr, length}; /* a rule without a code has NULL */
}

/* The name as the map holds it, in `key`: ASCII letters are capitals. */
static struct str key_write(char key[KEY_LIMIT], struct str name)
{
    size_t length = name.len < KEY_LIMIT ? name.len : KEY_LIMIT;
    for (size_t i = 0; i < length; i++) {
        char c = name.ptr[i];
        key[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct str){key, length};
}

const struct severity_setting *severities_find(const struct severities *severities, struct str name)
{
    char key[KEY_LIMIT];
    if (str_equal(name, severity_all().chinese))
        name = severity_all().english;
    return name.len ? map_get(&severities->by_name, key_write(key, name)) : NULL;
}

void severities_set(struct severities *severities, struct arena *a, struct str rule,
                    enum severity severity, struct span span)
{
    char key[KEY_LIMIT];
    struct severity_setting *setting = ARENA_NEW(a, struct severity_setting);
    struct str name = utf8_compose(a, rule);
    if (str_equal(name, severity_all().chinese))
        name = severity_all().english;
    struct str written = key_write(key, name);
    *setting = (struct severity_setting){
        .rule = rule,
        .severity = severity,
        .span = span,
        .number = severities->last ? severities->last->number + 1 : 1,
    };
    if (severities->last)
        severities->last->next = setting;
    else
        severities->first = setting;
    severities->last = setting;
    map_put(&severities->by_name, a, arena_copy(a, written), setting);
    if (str_equal(written, STR("ALL")))
        severities->all = setting;
    else
        severities->has_names = true;
}

/* The one said later; either may be NULL. */
static const struct severity_setting *later(const struct severity_setting *a,
                                            const struct severity_setting *b)
{
    return !a || (b && b->number > a->number) ? b : a;
}

/* What one source says of a rule or its group, or NULL. */
static const struct severity_setting *setting_find(const struct severities *severities,
                                                   struct str code, struct bilingual name)
{
    if (!severities || !severities->has_names)
        return NULL;
    const struct severity_setting *own =
        later(severities_find(severities, code), later(severities_find(severities, name.chinese),
                                                       severities_find(severities, name.english)));
    return own ? own : severities_find(severities, severity_group(code));
}

enum severity severity_of_diagnostic(const struct settings *settings,
                                     const struct severities *framework, struct str code,
                                     const struct diag_origin *rule)
{
    const struct severities *sources[] = {settings ? settings->command : NULL,
                                          settings ? settings->workspace : NULL, framework};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        const struct severity_setting *setting = NULL;
        if (sources[i] && sources[i]->first)
            setting = severities_find(sources[i], code);
        if (!setting && rule)
            setting = setting_find(sources[i], rule->code, rule->name);
        if (setting)
            return setting->severity;
    }
    return SEVERITY_UNSET;
}

struct ruling severity_rule(const struct settings *settings, const struct severities *framework,
                            struct str code, struct bilingual name, enum severity own)
{
    const struct severities *sources[SEVERITY_SOURCE_COUNT] = {
        [SEVERITY_OF_FRAMEWORK] = framework,
        [SEVERITY_OF_WORKSPACE] = settings ? settings->workspace : NULL,
        [SEVERITY_OF_COMMAND] = settings ? settings->command : NULL,
    };
    for (int source = SEVERITY_OF_COMMAND; source > SEVERITY_OF_RULE; source--) {
        const struct severity_setting *setting = setting_find(sources[source], code, name);
        if (!setting && sources[source])
            setting = sources[source]->all;
        if (setting)
            return (struct ruling){setting->severity, (enum severity_source)source, setting};
    }
    return (struct ruling){.severity = own, .source = SEVERITY_OF_RULE};
}
