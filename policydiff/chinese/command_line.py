"""What the command line has to say of its own."""

SENTENCES = {
    # the edge
    "interrupted": "已中断",
    "not enough memory for this input": "内存不足，无法处理这一输入",
    "this is a bug in policydiff ({error}); {advice}": "这是 policydiff 的程序错误（{error}）；{advice}",
    "run with --debug for the trace": "加上 --debug 可显示详细信息",
    "please report it with the trace above": "请连同以上信息一并反馈",
    # results and problems
    "{path} written": "已写入 {path}",
    "and {count} more (`policydiff validate` lists all)": "另有 {count} 处（`policydiff validate` 列出全部）",
    "error": "错误",
    "warning": "警告",
    "note": "说明",
    "policydiff: waiting for a text on standard input; Ctrl-D ends it": "policydiff：正在等待标准输入的文本，按 Ctrl-D 结束",
    "standard input (-) can be read once only; save one of the texts as a file": "标准输入（-）只能读取一次；请把其中一个文本存为文件",
    "a terminal cannot show {form}; name a file with -o, or pipe it into one": "终端不能显示 {form}；请用 -o 写明文件，或用管道写入文件",
    "{form} is no text for a terminal; name a file with -o": "{form} 不能在终端显示；请用 -o 写明文件",
    # init, add, import
    "made an empty repository in {folder}": "已在 {folder} 建立空的法规库",
    "--witness and --correct exclude each other": "--witness 与 --correct 不能同时使用",
    "added {name} ({kind}, articles: {count}) {path}": "已存入 {name}（{kind}，共 {count} 条）{path}",
    "kept as a second source of the same text: {name} ({kind}, articles: {count}) {path}": "文本相同，已存为另一来源：{name}（{kind}，共 {count} 条）{path}",
    "kept as a witness with another text: {name} ({kind}, articles: {count}) {path}": "文本不同，已存为旁证文本：{name}（{kind}，共 {count} 条）{path}",
    "corrected {name} ({kind}, articles: {count}) {path}": "已更正 {name}（{kind}，共 {count} 条）{path}",
    "its date is known now: {name} ({kind}, articles: {count}) {path}": "日期已补全：{name}（{kind}，共 {count} 条）{path}",
    "the published text took the place of the compiled one: {name} ({kind}, articles: {count}) {path}": (
        "公布的文本已替换整理文本：{name}（{kind}，共 {count} 条）{path}"
    ),
    "nothing to do, stored already: {name} ({kind}, articles: {count}) {path}": "库中已有，无需存入：{name}（{kind}，共 {count} 条）{path}",
    "its date is unknown; give --promulgated, --adopted or --signed when you know it": "日期不明；如果知道，请用 --promulgated、--adopted 或 --signed 指定",
    # list, log, timeline, fsck
    "no work is stored yet; `policydiff add FILE` adds one": "库中还没有文件；可用 `policydiff add 文件` 存入",
    "nothing was done yet": "还没有任何操作",
    "no faults": "没有损坏",
    "{count} faults": "损坏 {count} 处",
    "the branch {branch} was checked too: commits: {commits}, {state}{others}": "同时检查了分支 {branch}：提交 {commits} 个，{state}{others}",
    "; works that are not in it: {others}": "；未列入的文件：{others}",
    "every version of its works is in it": "所含文件的各版本齐全",
    "behind what is stored now (`policydiff timeline` builds it anew)": "落后于库中现有内容（可用 `policydiff timeline` 重新生成）",
    # consolidate
    "--store keeps the text of one decision; store those of a chain one after another, each when the text before it is published": (
        "--store 只存入一个决定的结果；历次决定请逐个存入，每个都在前一文本公布之后"
    ),
    "--store keeps a text that is not published yet; add the republished one with `policydiff add`": (
        "--store 存入的是尚未公布的文本；重新公布的文本请用 `policydiff add` 存入"
    ),
    "--reason goes with --store": "--reason 须与 --store 合用",
    "name the DECISION; with --chain those that the repository holds are found for a stored BASE": (
        "请写明修改决定；加 --chain 时，库中的文件可自动查找库中的决定"
    ),
    "several decisions are carried out with --chain, in the order in which they are named": "执行几个决定请用 --chain，按所写次序执行",
    "several texts for --against need --chain": "写几个 --against 时需要 --chain",
    "--from-republished needs --chain": "--from-republished 需要 --chain",
    # diff
    "name two texts to compare, or more": "请写明两个以上要比较的文本",
    "--chapter chooses from the comparison of two texts; compare two at a time, without --provision": (
        "--chapter 用于两个文本的比较；请一次比较两个，不用 --provision"
    ),
    "name each column once, left or right among them: {known}": "每栏写一次，其中应有 left 或 right：{known}",
    # link
    "--replaces takes two works and no clauses": "--replaces 写两部文件，不写条款",
    "name the two clauses: DATE#PROVISION twice": "请写明两个条款：日期#条款 两次",
    "name two clauses, with --break or --forget or neither; --list takes the work alone": (
        "请写明两个条款，可加 --break 或 --forget；--list 只写名称"
    ),
    # relate, review
    "--on chooses the versions of --all; write WORK@@DATE for a work that you name": "--on 用于 --all 的版本；指定文件请写 名称@@日期",
    "--grade says how what is confirmed corresponds; give --confirm ITEM=ARTICLE": "--grade 用于确认的对应；请写 --confirm 条目=条文",
    "--comment needs --note TEXT": "--comment 需要 --note 文字",
    "--interactive needs a terminal; in a script use --confirm, --reject or --from": (
        "--interactive 需要终端；在脚本中请用 --confirm、--reject 或 --from"
    ),
    # report
    "left from an earlier report, and not in this one ({count}): {named}": "以前报告留下、这次没有的文件（{count}）：{named}",
    "{left} {right} linked": "{left} {right} 已认定为同一条",
    "{left} {right} apart": "{left} {right} 已认定不是同一条",
    "{left} {right} forgotten": "{left} {right} 已撤回认定",
    "{left} {right} unchanged": "{left} {right} 没有变化",
    "{title} replaces {other} stored": "已记录：{title}取代{other}",
    "{title} replaces {other} forgotten": "已撤回：{title}取代{other}",
    "{title} replaces {other} unchanged": "没有变化：{title}取代{other}",
    # lint, validate
    "{name}: findings: {count}": "{name}：疑点 {count} 处",
    "dangling-reference": "引用落空",
    "number-skips": "编号跳跃",
    "number-repeats": "编号重复",
    "number-backwards": "编号倒退",
    "unused-term": "定义未使用",
    "unclosed-mark": "符号不成对",
    "empty-heading": "标题下无内容",
    "{name}: {state} ({form}, problems: {count})": "{name}：{state}（{form}，疑点 {count} 处）",
    "valid": "有效",
    "not valid": "无效",
}
