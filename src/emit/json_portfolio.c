/* json_portfolio.c - a portfolio as JSON. */
#include "emit/json_portfolio.h"

static void sum_add(struct json_writer *w, cJSON *parent, const char *key,
                    const struct portfolio *portfolio, struct rational amount, bool known)
{
    struct quantity sum = portfolio_quantity(portfolio, amount);
    json_add_amount(w, parent, key, &sum, known);
}

static void count_add(struct json_writer *w, cJSON *parent, const char *key, size_t count)
{
    json_add_whole(&w->b, parent, key, (uint32_t)count);
}

/* What stands in one of the fields of a project that projects are grouped by. */
static void choice_add(struct json_writer *w, cJSON *parent, const struct project *project,
                       enum word_id word)
{
    const struct field *field = object_get(project->fields, word);
    if (field && field->values && field->values->kind != VALUE_NONE)
        json_add_text(&w->b, parent, word_info(word)->json.ptr,
                      value_text(w->b.a, field->values, LANGUAGE_CHINESE));
}

static void projects_add(struct json_writer *w, cJSON *parent, const struct portfolio *portfolio)
{
    cJSON *list = json_add_array(&w->b, parent, "projects");
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct portfolio_project *entry = &portfolio->projects[i];
        const struct project *project = entry->project;
        cJSON *object = json_add_object(&w->b, list, NULL);
        int year = project_year(project);
        json_add_text(&w->b, object, "name", project->name);
        choice_add(w, object, project, WORD_PROJECT_CODE);
        if (year)
            json_add_whole(&w->b, object, "year", (uint32_t)year);
        if (project->framework)
            json_add_name(w, object, "framework", project->framework->name);
        choice_add(w, object, project, WORD_PROJECT_DEPARTMENT);
        choice_add(w, object, project, WORD_PROJECT_REPORTING_UNIT);
        choice_add(w, object, project, WORD_PROJECT_CATEGORY);
        choice_add(w, object, project, WORD_PROJECT_ATTRIBUTE);
        json_add_amount(w, object, "amount", entry->known ? &entry->year_funding->amount : NULL,
                        entry->known);
        json_add_line(w, object, project->name_span);
    }
}

static void groups_add(struct json_writer *w, cJSON *parent, const struct portfolio *portfolio)
{
    static const char *const keys[] = {
        [PORTFOLIO_BY_CATEGORY] = "category",
        [PORTFOLIO_BY_ATTRIBUTE] = "attribute",
        [PORTFOLIO_BY_DEPARTMENT] = "department",
        [PORTFOLIO_BY_UNIT] = "reporting_unit",
        [PORTFOLIO_BY_ROLE] = "role",
    };
    cJSON *totals = json_add_object(&w->b, parent, "totals");
    for (size_t kind = 0; kind < PORTFOLIO_GROUP_COUNT; kind++) {
        const struct portfolio_groups *groups = &portfolio->groups[kind];
        cJSON *list = json_add_array(&w->b, totals, keys[kind]);
        for (size_t i = 0; i < groups->count; i++) {
            const struct portfolio_group *group = &groups->items[i];
            cJSON *object = json_add_object(&w->b, list, NULL);
            json_add_text_or_null(&w->b, object, "name", group->name.chinese);
            count_add(w, object, "count", group->count);
            count_add(w, object, "unknown", group->unknown);
            sum_add(w, object, "amount", portfolio, group->amount, true);
        }
    }
}

static void files_add(struct json_writer *w, cJSON *parent, const struct portfolio *portfolio)
{
    cJSON *files = json_add_object(&w->b, parent, "files");
    count_add(w, files, "included", portfolio->file_count);
    cJSON *failed = json_add_array(&w->b, files, "left_out");
    for (size_t i = 0; i < portfolio->file_count; i++) {
        const struct portfolio_file *file = &portfolio->files[i];
        if (!file->errors && !file->is_unread)
            continue;
        cJSON *object = json_add_object(&w->b, failed, NULL);
        json_add_text(&w->b, object, "path", file->path);
        json_add_whole(&w->b, object, "errors", file->errors);
        json_add_truth(&w->b, object, "read", !file->is_unread);
    }
}

void portfolio_json_add(struct json_writer *w, cJSON *parent, const struct portfolio *portfolio)
{
    cJSON *object = json_add_object(&w->b, parent, "portfolio");
    struct rational left = {0, 1};
    bool has_left = portfolio->has_ceiling && portfolio->adds_up && portfolio->unknown == 0 &&
                    rational_subtract(portfolio->ceiling.amount, portfolio->total, &left);
    json_add_text(&w->b, object, "name", portfolio->name);
    if (portfolio->year)
        json_add_whole(&w->b, object, "year", (uint32_t)portfolio->year);
    json_add_fields(w, object, portfolio->fields);
    json_add_waivers(w, object, "waivers", portfolio->waivers, portfolio->name);
    sum_add(w, object, "total", portfolio, portfolio->total, portfolio->adds_up);
    sum_add(w, object, "remaining", portfolio, left, has_left);
    count_add(w, object, "count", portfolio->count);
    count_add(w, object, "unknown", portfolio->unknown);
    count_add(w, object, "other_years", portfolio->other_years);
    groups_add(w, object, portfolio);
    files_add(w, object, portfolio);
    projects_add(w, object, portfolio);
    json_add_line(w, object, portfolio->name_span);
}
