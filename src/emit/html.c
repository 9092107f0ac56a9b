/* html.c - the page of one project. */
#include "emit/html_overview.h"
#include "emit/html_page.h"
#include "emit/html_portfolio.h"
#include "emit/html_sheet.h"
#include "emit/html_waivers.h"

bool emit_html(FILE *out, const struct emit_input *input)
{
    if (input->portfolio)
        return portfolio_html_write(out, input);
    struct html h = {.sink = {.out = out}, .arena = input->scratch, .language = input->language};
    struct form *form = form_new(input);
    struct page page = {.title = page_name(&h, input->project->name),
                        .class = input->is_draft ? "project is-draft" : "project"};
    page_open(&h, &page);
    overview_head_write(&h, form, input);
    html_open(&h, "main");
    overview_write(&h, form, input);
    sheets_write(&h, form);
    others_write(&h, form);
    waivers_write(&h, input->project->waivers, true);
    html_close(&h, "main");
    page_close(&h, &page);
    return true;
}
