/* html_waivers.c - what was waived, by whom and why. */
#include "emit/html_waivers.h"

#include "emit/html_findings.h"
#include "emit/position.h"
#include "sema/rule.h"
#include "sema/waiver.h"

unsigned waivers_count(const struct project *project)
{
    unsigned count = 0;
    for (const struct waiver *w = project->waivers; w; w = w->next)
        count += w->silences.count > 0;
    return count;
}

/* A term and what is said of it, unless that is nothing. */
static void write_pair(struct html *h, struct str term, struct str text)
{
    if (text.len == 0)
        return;
    html_open(h, "div");
    html_element(h, "dt", NULL, term);
    html_element(h, "dd", NULL, text);
    html_close(h, "div");
}

/* What the waiver goes for. */
static struct str scope_text(const struct html *h, const struct waiver *waiver)
{
    bool english = h->language == LANGUAGE_ENGLISH;
    if (waiver->indicator)
        return arena_format(h->arena,
                            english ? "the indicator '%" STR_FORMAT "'" : "指标“%" STR_FORMAT "”",
                            STR_ARG(waiver->indicator->name));
    if (waiver->line)
        return arena_format(h->arena,
                            english ? "the line '%" STR_FORMAT "'" : "明细“%" STR_FORMAT "”",
                            STR_ARG(waiver->line->name));
    if (waiver->is_of_portfolio)
        return html_word(h, "整个汇总", "the whole portfolio");
    return html_word(h, "整个项目", "the whole project");
}

static struct str expiry_text(const struct html *h, const struct waiver *waiver)
{
    struct str expiry = waiver->silences.expiry;
    if (expiry.len == 0)
        return html_word(h, "没有写，长期有效", "not given: for good");
    if (!waiver->is_expired)
        return expiry;
    return arena_format(h->arena,
                        h->language == LANGUAGE_ENGLISH ? "%" STR_FORMAT " (expired, no effect)"
                                                        : "%" STR_FORMAT "（已过期，不起作用）",
                        STR_ARG(expiry));
}

static void write_silenced(struct html *h, struct positions *positions, const struct diag *diag)
{
    html_open(h, "li");
    html_text(h, finding_word(h, diag->severity));
    html_text(h, html_word(h, "：", ": "));
    /* Of a rule the headline stands above: what was found is beside the carets. */
    html_text(h, diag->origin && diag->has_label
                     ? diag_remark_text(h->arena, &diag->label, h->language)
                     : diag_message(h->arena, diag, h->language));
    if (diag->span.source) {
        unsigned line = position_find_line(positions, diag->span.source, diag->span.start);
        html_text(h, STR(" "));
        html_element(
            h, "span", "place",
            arena_format(h->arena, h->language == LANGUAGE_ENGLISH ? "line %u" : "第 %u 行", line));
    }
    html_close(h, "li");
}

static void waiver_write(struct html *h, struct positions *positions, const struct waiver *waiver)
{
    const struct diag_waiver *silences = &waiver->silences;
    struct str code = waiver_code(waiver);
    struct str title = {0};
    if (waiver->rule)
        title = bilingual_text(waiver->rule->origin.title, h->language);
    html_open_class(h, "li", silences->count ? "waived" : "waived idle");
    html_open(h, "p");
    html_element(h, "strong", "badge", html_word(h, "豁免", "waived"));
    html_text(h, STR(" "));
    html_element(h, "code", NULL, code);
    html_text(h, STR(" "));
    html_text(h, title);
    html_close(h, "p");
    html_open_class(h, "dl", "terms");
    write_pair(h, html_word(h, "理由", "Reason"), silences->reason);
    write_pair(h, html_word(h, "批准", "Approved by"), silences->approver);
    write_pair(h, html_word(h, "有效期至", "Valid until"), expiry_text(h, waiver));
    write_pair(h, html_word(h, "范围", "Goes for"), scope_text(h, waiver));
    html_close(h, "dl");
    html_open_class(h, "ul", "notes");
    for (const struct diag *diag = silences->first; diag; diag = diag->next)
        write_silenced(h, positions, diag);
    if (silences->count == 0) {
        html_open(h, "li");
        html_say(h, "没有因它而不算的问题", "nothing is silenced by it");
        html_close(h, "li");
    }
    html_close(h, "ul");
    html_close(h, "li");
}

void waivers_write(struct html *h, const struct waiver *first, bool is_annex)
{
    struct positions positions = {.a = h->arena, .ambiguous = 1};
    if (!first)
        return;
    html_open_class(h, "section", is_annex ? "waivers annex" : "waivers");
    html_open(h, is_annex ? "h2" : "h3");
    html_say(h, "豁免", "Waivers");
    html_close(h, is_annex ? "h2" : "h3");
    html_open_class(h, "ul", "findings");
    for (const struct waiver *waiver = first; waiver; waiver = waiver->next)
        if (!waiver->is_replaced)
            waiver_write(h, &positions, waiver);
    html_close(h, "ul");
    html_close(h, "section");
}
