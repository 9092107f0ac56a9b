/*
 * rule_settings.h - whether the rules that the command line sets are rules that there are.
 */
#ifndef TOOLS_RULE_SETTINGS_H
#define TOOLS_RULE_SETTINGS_H

#include "tools/workspace_file.h"

/*
 * False after telling which name of --error, --warn or --allow is that of no rule, with the nearest. The
 * rules are those of the library and the workspace, and those that the specs of the run (`list`, or
 * NULL) declare or use; they are read for a name that is none of the former's.
 */
bool rule_settings_hold(const struct options *options, const struct library *library,
                        const struct workspace_file *workspace, const struct file_list *list);

#endif
