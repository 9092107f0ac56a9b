# Prints the name of a project's file if a sum is wrong, a target is of a type that its category does
# not take, or a choice is none of the form's. jq counts in doubles: what is compared is rounded.
def cents: (. // 0) * 100 | round;
def is_sum($total; $parts): ($total | cents) == ([$parts[] | cents] | add // 0);

def line_is_right:
    .factors == null or
    ((.price.unit | split("/")) as $unit |
     ((reduce .factors[].value as $factor (.price.value; . * $factor)) *
      (if $unit[0] == "元" then 0.01 else 100 end) | round) as $product |
     (.amount | cents) == $product and $unit[1] == ([.factors[].unit] | join("·")));

def time_value: .unit | . == "" or . == "%" or . == "天" or . == "月";
def ratio_value: .unit | . == "" or . == "%";
def target_is_right:
    .target as $target |
    (if .level_two == "时效" then $target | time_value
     elif .level_two == "满意度" then $target | ratio_value
     else true end) and
    ($target.value | type == "number") == ($target.unit != "");

def choices_are_right:
    (.category | . == "一次性项目" or . == "经常性项目" or . == "中期预算试点项目") and
    all(.safeguards[]; .kind | . == "项目管理制度" or . == "预算管理制度" or . == "财务管理制度") and
    all(.safeguards[].stages[]; . == "立项和计划阶段" or . == "实施阶段" or . == "收尾和完成阶段");

def sums_are_right:
    .funding as $funding |
    is_sum($funding.grant; [$funding.upper, $funding.own, $funding.lower]) and
    is_sum($funding.year; [$funding.grant, $funding.other]) and
    is_sum($funding.year; [.tasks[].lines[].amount]) and
    ($funding.total | cents) >= ($funding.year | cents) and
    ($funding.plan == [] or is_sum($funding.total; [$funding.plan[].amount])) and
    (.line_total == null or is_sum(.line_total; [$funding.year])) and
    all(.tasks[]; .subtotal == null or is_sum(.subtotal; [.lines[].amount])) and
    all(.tasks[].lines[]; line_is_right);

if sums_are_right and all(.indicators[]; target_is_right) and choices_are_right then empty
else input_filename end
