/* json_portfolio.c - a portfolio as JSON. */
#include "emit/json_portfolio.h"

static void sum_add(struct json_writer *w, const char *key, const struct portfolio *portfolio,
                    struct rational amount, bool known)
{
    struct quantity sum = portfolio_quantity(portfolio, amount);
    json_add_amount(w, key, &sum, known);
}

static void count_add(struct json_writer *w, const char *key, size_t count)
{
    json_whole(&w->j, key, (uint32_t)count);
}

/* What stands in one of the fields of a project that projects are grouped by. */
static void choice_add(struct json_writer *w, const struct project *project, enum word_id word)
{
    const struct field *field = object_get(project->fields, word);
    if (field && field->values && field->values->kind != VALUE_NONE)
        json_text(&w->j, word_info(word)->json.ptr,
                  value_text(w->a, field->values, LANGUAGE_CHINESE));
}

static void projects_add(struct json_writer *w, const struct portfolio *portfolio)
{
    json_open_list(&w->j, "projects");
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct portfolio_project *entry = &portfolio->projects[i];
        const struct project *project = entry->project;
        json_open_object(&w->j, NULL);
        int year = project_year(project);
        json_text(&w->j, "name", project->name);
        choice_add(w, project, WORD_PROJECT_CODE);
        if (year)
            json_whole(&w->j, "year", (uint32_t)year);
        if (project->framework)
            json_add_name(w, "framework", project->framework->name);
        choice_add(w, project, WORD_PROJECT_DEPARTMENT);
        choice_add(w, project, WORD_PROJECT_REPORTING_UNIT);
        choice_add(w, project, WORD_PROJECT_CATEGORY);
        choice_add(w, project, WORD_PROJECT_ATTRIBUTE);
        json_add_amount(w, "amount", entry->known ? &entry->year_funding->amount : NULL,
                        entry->known);
        json_add_line(w, project->name_span);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
}

static void groups_add(struct json_writer *w, const struct portfolio *portfolio)
{
    static const char *const keys[] = {
        [PORTFOLIO_BY_CATEGORY] = "category",
        [PORTFOLIO_BY_ATTRIBUTE] = "attribute",
        [PORTFOLIO_BY_DEPARTMENT] = "department",
        [PORTFOLIO_BY_UNIT] = "reporting_unit",
        [PORTFOLIO_BY_ROLE] = "role",
    };
    json_open_object(&w->j, "totals");
    for (size_t kind = 0; kind < PORTFOLIO_GROUP_COUNT; kind++) {
        const struct portfolio_groups *groups = &portfolio->groups[kind];
        json_open_list(&w->j, keys[kind]);
        for (size_t i = 0; i < groups->count; i++) {
            const struct portfolio_group *group = &groups->items[i];
            json_open_object(&w->j, NULL);
            json_text_or_null(&w->j, "name", group->name.chinese);
            count_add(w, "count", group->count);
            count_add(w, "unknown", group->unknown);
            sum_add(w, "amount", portfolio, group->amount, true);
            json_close_object(&w->j);
        }
        json_close_list(&w->j);
    }
    json_close_object(&w->j);
}

static void files_add(struct json_writer *w, const struct portfolio *portfolio)
{
    json_open_object(&w->j, "files");
    count_add(w, "included", portfolio->file_count);
    json_open_list(&w->j, "left_out");
    for (size_t i = 0; i < portfolio->file_count; i++) {
        const struct portfolio_file *file = &portfolio->files[i];
        if (!file->errors && !file->is_unread)
            continue;
        json_open_object(&w->j, NULL);
        json_text(&w->j, "path", file->path);
        json_whole(&w->j, "errors", file->errors);
        json_truth(&w->j, "read", !file->is_unread);
        json_close_object(&w->j);
    }
    json_close_list(&w->j);
    json_close_object(&w->j);
}

void portfolio_json_add(struct json_writer *w, const struct portfolio *portfolio)
{
    json_open_object(&w->j, "portfolio");
    struct rational left = {0, 1};
    bool has_left = portfolio->has_ceiling && portfolio->adds_up && portfolio->unknown == 0 &&
                    rational_subtract(portfolio->ceiling.amount, portfolio->total, &left);
    json_text(&w->j, "name", portfolio->name);
    if (portfolio->year)
        json_whole(&w->j, "year", (uint32_t)portfolio->year);
    json_add_fields(w, portfolio->fields);
    json_add_waivers(w, "waivers", portfolio->waivers, portfolio->name);
    sum_add(w, "total", portfolio, portfolio->total, portfolio->adds_up);
    sum_add(w, "remaining", portfolio, left, has_left);
    count_add(w, "count", portfolio->count);
    count_add(w, "unknown", portfolio->unknown);
    count_add(w, "other_years", portfolio->other_years);
    groups_add(w, portfolio);
    files_add(w, portfolio);
    projects_add(w, portfolio);
    json_add_line(w, portfolio->name_span);
    json_close_object(&w->j);
}
