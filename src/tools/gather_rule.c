/* gather_rule.c - what the code or rule of a finding is. */
#include "sema/rule.h"
#include "tools/explain_page.h"
#include "tools/gather.h"
#include "tools/pages.h"

#include <assert.h>

static struct str find_page(const struct stdlib_file *pages, struct str code)
{
    for (const struct stdlib_file *page = pages; page->path; page++) {
        struct str path = str_of(page->path);
        if (path.len == code.len + 3 && str_starts_with(path, code))
            return (struct str){page->text, page->length};
    }
    return STR("");
}

/* BAD_ENCODING as BadEncoding: names of diagnostics are of capitals and `_`. */
static struct str pascal_case(struct arena *a, const char *name)
{
    char *word = (char *)arena_copy(a, str_of(name)).ptr;
    size_t length = 0;
    bool starts = true;
    for (; *name; name++) {
        if (*name != '_')
            word[length++] = starts ? *name : (char)(*name - 'A' + 'a');
        starts = *name == '_';
    }
    return (struct str){word, length};
}

static enum diag_severity severity_to_diag(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? DIAG_ERROR
           : severity == SEVERITY_WARNING ? DIAG_WARNING
                                          : DIAG_HINT;
}

static void page_fill(struct diag_document_rule *rule, struct str page, enum language language,
                      struct arena *a)
{
    struct str part = page_part(page, language);
    rule->text = page_paragraph(part, a);
    rule->page = page_body(part);
}

/* The library's rule of this code; NULL if a spec or the workspace declares another one of that code. */
static const struct rule *library_rule(const struct library *library,
                                       const struct kept_finding *one)
{
    for (const struct rule *rule = library->rules; rule; rule = rule->next)
        if (str_equal(rule->origin.code, one->record.code) &&
            str_equal(rule->origin.title.chinese, one->title.chinese))
            return rule;
    return NULL;
}

static bool is_word(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return text.len > 0;
}

struct diag_document_rule finding_rule(const struct kept_finding *one,
                                       const struct library *library, enum language language,
                                       struct arena *a)
{
    struct diag_document_rule rule = {.id = one->record.code, .severity = one->record.severity};
    if (one->title.chinese.len + one->title.english.len == 0) {
        const struct diag_info *info = diag_info(one->code);
        rule.name = pascal_case(a, info->name);
        rule.severity = info->severity;
        struct str page = find_page(page_files, rule.id);
        page_fill(&rule, page, language, a);
        /* “JX0401 合计不一致” */
        struct str heading = page_heading(page_part(page, language));
        assert(str_starts_with(heading, rule.id) && heading.len > rule.id.len);
        rule.title = str_part(heading, rule.id.len + 1, heading.len);
        return rule;
    }
    const struct rule *known = library_rule(library, one);
    rule.name = is_word(one->name.english) ? one->name.english : STR("");
    rule.title = bilingual_text(one->title, language);
    if (known) {
        rule.severity = severity_to_diag(known->severity);
        page_fill(&rule, find_page(rule_page_files, rule.id), language, a);
    }
    return rule;
}
