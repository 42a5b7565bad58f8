"""What the repository has to say: names, versions, faults, what was left as it is."""

SENTENCES = {
    # names
    "“{text}” is not a name: {why}; write WORK, WORK@2022-12-30 or WORK@@2022-12-30, each with #第五条第二款": (
        "“{text}”不是名称：{why}；请写 名称、名称@2022-12-30 或 名称@@2022-12-30，后面可加 #第五条第二款"
    ),
    "nothing follows #": "# 后面没有内容",
    "the work is missing": "缺少名称",
    "there are more than two @": "@ 多于两个",
    "“{text}” is not a date": "“{text}”不是日期",
    "no work is called “{name}”; {advice}": "库中没有名为“{name}”的文件；{advice}",
    "did you mean {near}?": "是不是{near}？",
    "“{one}” or “{other}”": "“{one}”或“{other}”",
    "see `policydiff list`": "可用 `policydiff list` 查看",
    "“{name}” may mean several works; name one by its URI: {listed}": "“{name}”可能指几部文件；请用 URI 写明一部：{listed}",
    "{title} has no version of {date}; stored are {dates}": "{title}没有 {date} 的版本；库中有：{dates}",
    "{title} has several versions of {date}; stored are {dates}": "{title}在 {date} 有几个版本；库中有：{dates}",
    "{name} asks for what was in force on a day; name a version, such as {example}": "{name} 问的是某日施行的版本；请写明版本，如 {example}",
    "no version of {title} is known to have been in force on {day}: {listed}; ask for WORK@DATE instead": (
        "没有已知在 {day} 施行的{title}版本：{listed}；请改用 名称@日期"
    ),
    "{dates} at an unknown date": "{dates} 版本的施行日期不明",
    "{date} not before {begin}": "{date} 版本自 {begin} 起施行",
    "the oldest is of {date}": "最早的版本是 {date}",
    "none is stored": "库中没有版本",
    "any date": "任何日期",
    "when the version of {date} came into force is unknown": "{date} 的版本施行日期不明",
    "{name} is taken for {title}": "“{name}”按{title}理解",
    "{title} was no longer in force on {day}: {decision} put it out of force on {since}": (
        "{title}在 {day} 已不再施行：{decision}自 {since} 起将其废止"
    ),
    "both texts say the same": "两个文本本条相同",
    "all {count} texts say the same": "{count} 个文本本条相同",
    "presumed: which of these texts was in force on the day is not known": "推定：当日施行的是其中哪一文本尚不明确",
    "presumed: {other} may have been in force on {day} in place of {name}": "推定：{day} 施行的也可能是 {other}，而不是 {name}",
    "the version of {date} is later, but when it came into force is unknown": "{date} 的版本在后，但施行日期不明",
    "ask for {name}": "请改用 {name}",
    "it took the place of {title}": "它取代了{title}",
    "{title} took its place": "{title}取代了它",
    "{other} took the place of {title} on {day}": "{other}于 {day} 取代了{title}",
    "{other} took the place of {title}, but on which day is unknown": "{other}取代了{title}，但日期不明",
    "{title} was not yet in force on {day}; it took the place of {other}": "{title}在 {day} 尚未施行；它取代了{other}",
    "compiled from the amending decision; not an official text": "据修改决定整理，非官方文本",
    "{name} is compiled from the amending decision {decision}; it is not an official text": (
        "{name}：据修改决定（{decision}）整理，非官方文本"
    ),
    "in force on {day}: {name}": "{day} 施行的是：{name}",
    "it came into force on {day}, as {title} says": "据{title}，自 {day} 起施行",
    # making and opening a repository
    "no policydiff repository at {path} or above{found}; make one with `policydiff init FOLDER`": (
        "{path} 及其上级文件夹都不是法规库{found}；可用 `policydiff init 文件夹` 新建"
    ),
    " ({other} is a git repository, but not one of policydiff)": "（{other} 是 git 仓库，但不是 policydiff 的）",
    "{path} is a policydiff repository already": "{path} 已经是法规库",
    "{path} holds a git repository of something else; name a new folder": "{path} 中有其他内容的 git 仓库；请另写一个新文件夹",
    "{path} is of a format that this policydiff does not know ({text}); use a newer policydiff": (
        "{path} 的格式（{text}）本版 policydiff 不能识别；请用更新的版本"
    ),
    "{path} cannot be made: {error}": "{path} 不能创建：{error}",
    "git is not installed or not on the PATH; install git 2.31 or newer": "没有安装 git，或不在 PATH 中；请安装 git 2.31 以上版本",
    "git {command} failed: {why}": "git {command} 失败：{why}",
    "no reason given": "没有说明原因",
    "{root} belongs to another user; if you trust it, run: git config --global --add safe.directory '{path}'": (
        "{root} 属于另一用户；如果可信，请运行：git config --global --add safe.directory '{path}'"
    ),
    "{who} is writing to this repository (waited {seconds} s); try again when it is done": "{who}正在写入这个法规库（已等待 {seconds} 秒）；请稍后再试",
    "another git": "另一个 git ",
    "another policydiff": "另一个 policydiff ",
    "{root} cannot be written to: {error}": "{root} 不能写入：{error}",
    "{path} is {what}: nothing is read or written through it; see where it came from, and delete it": (
        "{path} 是{what}：不经由它读取或写入任何内容；请查明来源后删除"
    ),
    "a link": "链接",
    "a junction": "目录联接",
    "a pipe": "管道",
    "a socket": "套接字",
    "a device": "设备",
    "another name of a file elsewhere": "别处文件的另一个名字（硬链接）",
    "{path} leads to {directory}, which is not the git folder of a work tree here; nothing is written there: "
    "if it should be, run: git config --file '{config}' core.worktree '{root}'": (
        "{path} 指向 {directory}，后者不是本工作目录的 git 目录；不写入该处：如确应写入，请运行：git config --file '{config}' core.worktree '{root}'"
    ),
    "the object {name} holds something else than its name says; see `policydiff fsck`": (
        "对象 {name} 的内容与其名称不符；请运行 `policydiff fsck`"
    ),
    "{path} is no path for a file and is not written": "{path} 不能作为文件路径，没有写出",
    "another git holds it (index.lock)": "另一个 git 正在使用（index.lock）",
    # storing
    "the {what} “{value}” of the document cannot be stored; correct it or give it yourself": "文件的{what}“{value}”不能存入；请更正或自行指定",
    "date": "日期",
    "kind": "类型",
    "jurisdiction": "法域",
    "title": "名称",
    "stage": "阶段",
    "{name} is stored with another text; keep both with --witness, or replace the text with --correct": (
        "{name} 在库中另有不同的文本。两者都保留用 --witness，替换用 --correct"
    ),
    "the same lines in another order": "各行相同，顺序不同",
    "“{title}” has nothing in common with {work}, neither in title nor in text; "
    "name the work to which it belongs with --work, or store it there all the same with --force": (
        "“{title}”与{work}名称、正文均无共同之处；请用 --work 写明它所属的文件，确属该文件的用 --force 存入"
    ),
    "the same file is already stored as {name}": "同一文件已存为 {name}",
    "stored already as {name}: the day in the file's name, {day}, is not taken over; `policydiff set` gives the version another date": (
        "已存为 {name}：没有采用文件名中的日期 {day}；可用 `policydiff set` 更正该版本的日期"
    ),
    "{place}: stored “{old}”, here “{new}”": "{place}：库中为“{old}”，此处为“{new}”",
    "{place}: only here: “{shown}”": "{place}：仅此处有“{shown}”",
    "{place}: only in the stored text: “{shown}”": "{place}：仅库中有“{shown}”",
    "the title": "标题",
    "the note under the title": "题注",
    "the lines before the text": "正文之前",
    "the text": "正文",
    "the lines behind the text": "正文之后",
    "{name} is stored as it was published; no compiled text takes its place": "{name} 已存有公布的文本；整理文本不能取代它",
    "{name} says that it was compiled from an amending decision, but its text was changed since; compile it anew": (
        "{name} 称系据修改决定整理，但其文字此后已有改动；请重新整理"
    ),
    "{name} says of itself that it was compiled from an amending decision and is no official text; "
    "add the official one, or the XML that `policydiff export --format akn` writes of a compiled text": (
        "{name} 注明系据修改决定整理，并非官方文本；请存入官方文本，或 `policydiff export --format akn` 写出的整理文本 XML"
    ),
    "{name} was compiled from it; compile it anew with `policydiff consolidate --store`": (
        "{name} 据此整理而成；请用 `policydiff consolidate --store` 重新整理"
    ),
    "nothing is stored: {why}": "没有存入：{why}",
    "{operand} is a file; add it to the repository first, then name it as it is stored there": (
        "{operand} 是文件；请先存入法规库，再以库中的名称写明"
    ),
    "which text {operand} means is presumed; name the version by its own date": "{operand} 指哪一文本系推定；请以版本自身的日期写明",
    "{operand} was itself compiled; wait for its official text": "{operand} 本身即为整理文本；请待其官方文本公布",
    "not all that the decision says could be carried out, so that the text is not what it yields": (
        "决定的内容未能全部执行，所得文本不是决定的结果"
    ),
    "the decision has no date, so that the version would have none; set it with `policydiff set`": (
        "决定没有日期，所得版本也就没有日期；请用 `policydiff set` 补上"
    ),
    "{decision} is not newer than {base}": "{decision} 不晚于 {base}",
    "{other} lies between {base} and {decision}, so that this is not the version that it amends": (
        "{base} 与 {decision} 之间还有 {other}，决定所修改的不是这一版本"
    ),
    "{left} ↔ {right} is forgotten: the published text has no such part": "对 {left} ↔ {right} 的认定不再保留：公布的文本没有这一部分",
    "{operand} was compiled from the decision and is no republished text: nothing is learnt by comparing the two": (
        "{operand} 系据决定整理，不是重新公布的文本：两者相互核对没有意义"
    ),
    "stored as {name}": "已存为 {name}",
    "stored already: {name}": "已存有 {name}",
    "“{title}” cannot be written as valid Akoma Ntoso: {why}": "“{title}”不能写成有效的 Akoma Ntoso：{why}",
    "not taken over: {facts}; --correct replaces what is stored": "没有采用：{facts}；--correct 可替换已存内容",
    "“{slug}” cannot be the slug: {why}": "“{slug}”不能用作短名：{why}",
    "another work lies in {place}": "{place} 已有另一部文件",
    "use small letters a–z, digits and single hyphens, at most {most} characters, no reserved name": (
        "请用小写字母 a–z、数字和单个连字符，最多 {most} 个字符，不用保留名"
    ),
    "{title} cannot replace {other}: {why}": "{title}不能取代{other}：{why}",
    "they are one work": "两者是同一部文件",
    "{title} replaces it already": "{title}已经取代了它",
    "{path} was staged in the index and is left as it is": "{path} 已在 git 暂存区，保持原样",
    "the work tree shows another branch than main and was left as it is": "工作区不在 main 分支上，保持原样",
    "the index could not be refreshed and will be at the next change: {error}": "git 暂存区没有更新，下次改动时更新：{error}",
    "{path} was changed in the work tree and is left as it is": "{path} 在工作区已被改动，保持原样",
    "{path} could not be written: {error}": "{path} 不能写入：{error}",
    # what was done, as commits tell it
    "Make the repository": "建立法规库",
    "Add {name}": "存入 {name}",
    "Add a witness of {name}": "存入另一来源：{name}",
    "Add a differing witness of {name}": "存入旁证文本：{name}",
    "Correct {name}": "更正 {name}",
    "Date {name}": "补全日期 {name}",
    "Take the published text of {name}": "换用公布文本：{name}",
    "Compile {name}": "据修改决定整理 {name}",
    "Compile anew {name}": "重新整理 {name}",
    "compiled from {name}": "据 {name} 整理",
    "Link {left} and {right} of {title}": "认定为同一条：{title} {left} 与 {right}",
    "Break {left} and {right} of {title}": "认定不是同一条：{title} {left} 与 {right}",
    "Forget the link of {left} and {right} of {title}": "撤回认定：{title} {left} 与 {right}",
    "Say that {title} replaces {other}": "记录{title}取代{other}",
    "Forget that {title} replaces {other}": "撤回{title}取代{other}",
    "Review {left} / {right}: {summary}": "审阅 {left} / {right}：{summary}",
    "{link}: confirmed": "{link} 确认",
    "{link}: confirmed ({grade})": "{link} 确认（{grade}）",
    "{link}: rejected": "{link} 否决",
    "{link}: noted": "{link} 已记意见",
    "undo {link}": "撤回 {link}",
    "{count} judgements": "{count} 个审阅结论",
    "{count} judgements from a file": "来自文件的 {count} 个审阅结论",
    "Set facts of {name}": "更正信息 {name}",
    "Remove {name}": "移除 {name}",
    "Undo: {subject}": "撤销：{subject}",
    "Redo: {subject}": "恢复：{subject}",
    # setting facts
    "{title} has another version of {date}; remove one of them, or set its date first": (
        "{title}另有 {date} 的版本；请先移除其中一个，或先更正其日期"
    ),
    "name at least one fact to set, such as --in-force 2020-01-01": "请至少写明一项要更正的信息，如 --in-force 2020-01-01",
    "{fact}: {value} (before: unknown)": "{fact}：{value}（原为未知）",
    "{fact}: {value} (before: {old})": "{fact}：{value}（原为{old}）",
    "another name: {alias}": "别名：{alias}",
    "{name} was compiled from {decision}: set the fact of the decision or of the base, and compile it anew": (
        "{name} 据 {decision} 整理而成：请更正决定或修改前文本的信息，再重新整理"
    ),
    "authority": "发布机关",
    "document number": "文号",
    "entry into force": "施行日期",
    # removing
    "{name} is not removed, for these hang on it (--with-dependents removes them with it): {listed}": (
        "没有移除{name}，以下内容以它为据（加 --with-dependents 一并移除）：{listed}"
    ),
    "and {count} more": "另有 {count} 项",
    "{name} is not removed, for this was compiled from it: {listed}; remove that first": (
        "没有移除 {name}，{listed} 据此整理而成；请先移除后者"
    ),
    "{title} was changed by another process meanwhile; try again": "{title}同时被另一进程改动；请重试",
    "the witness {name} of {version}": "{version} 的旁证来源 {name}",
    "the link of {left} and {right}": "认定 {left} 与 {right} 同为一条",
    "the break of {left} and {right}": "认定 {left} 与 {right} 不是同一条",
    "judgements of its links in {path}: {count}": "{path} 中对其条文对应的审阅结论 {count} 个",
    "the link that it replaces {title}": "它取代{title}的记录",
    "the link that {title} replaces it": "{title}取代它的记录",
    "the decision {name} led from {left} to {right}": "决定 {name} 将 {left} 版本改为 {right} 版本",
    "it led to {name}": "据其形成 {name}",
    "{operand}: name a work, or one version of it by its own date: WORK or WORK@DATE": (
        "{operand}：请写一部文件，或以其自身日期写一个版本：名称 或 名称@日期"
    ),
    "With it went what hung on it:": "一并移除：",
    "names parts of {version}, but no version of {date} is stored": "列有 {version} 的条款，但库中没有 {date} 的版本",
    "gives the name {name} twice in the version {version}": "{version} 版本中的沿革标识 {name} 重复",
    # taking back
    "the newest commit “{subject}” is no change of a work by policydiff, so it is not undone; git can take it back": (
        "最新的提交“{subject}”不是 policydiff 对文件的改动，没有撤销；可用 git 撤回"
    ),
    # damage
    "{path} is damaged: {why}; correct it, or restore it from the history with git": "{path} 已损坏：{why}；请更正，或用 git 从历史中恢复",
    "{path} is damaged: {why}; see `policydiff fsck`, and restore it from the history with git": (
        "{path} 已损坏：{why}；请看 `policydiff fsck`，并用 git 从历史中恢复"
    ),
    "there is no table {unknown}; known: {known}": "没有表 {unknown}；可用：{known}",
    "{key} is wrong or missing": "{key} 有误或缺失",
    "{key} is missing or of the wrong type": "{key} 缺失或类型不符",
    "the object {name} is missing from the repository; see `policydiff fsck`": "法规库缺少对象 {name}；请看 `policydiff fsck`",
    "the parts do not fit": "各部分不符",
    "{path} cannot be read: {error}; see `policydiff fsck`": "{path} 无法读取：{error}；请看 `policydiff fsck`",
    # fsck
    "the main branch has no commit": "main 分支没有提交",
    "is no plain file (mode {mode})": "不是普通文件（模式 {mode}）",
    "is neither a work nor a version, a source or a review": "既不是文件、版本、来源，也不是审阅结论",
    "is missing; it should say: format = {format}": "缺失；内容应为 format = {format}",
    "has no {file}": "没有 {file}",
    "is the URI of several works: {places}": "是几部文件共用的 URI：{places}",
    "names the source {sha256}, which is not stored": "所记来源 {sha256} 不在库中",
    "does not have the content that its name says": "内容与名称不符",
    "is named by no work": "没有文件提到它",
    "and its work do not say the same of what it was compiled from": "与其所属文件所记的整理依据不一致",
    "says of what the version {version} was compiled, which is not stored": "记有版本 {version} 的整理依据，而该版本不在库中",
    "reads otherwise than when it was compiled": "文字与整理时不同",
    "was compiled from {name}, which reads otherwise now; compile it anew with `policydiff consolidate --store`": (
        "所据的{name}文字已经改动；请用 `policydiff consolidate --store` 重新整理"
    ),
    "was compiled from {name}, which is not stored; remove it, or compile it anew": "所据的{name}不在库中；请移除，或重新整理",
    "is not what the decision yields from its base; compile it anew with `policydiff consolidate --store`": (
        "与决定施于修改前文本的结果不符；请用 `policydiff consolidate --store` 重新整理"
    ),
    "the version of {version}": "{version} 版本",
    "lies beside no work": "旁边没有文件",
    "names {part}, but no version of {version} is stored": "提到 {part}，但库中没有 {version} 版本",
    "names {part}, which that version does not have": "提到 {part}，该版本没有这一部分",
    "says {place}, which is not where it lies": "所记位置 {place} 与实际不符",
    "the URI {uri} does not fit the work": "URI {uri} 与文件不符",
    "the work has no version": "这部文件没有版本",
    "the version {version} has {count} sources of its text instead of one": "版本 {version} 的文本有 {count} 个来源，应为一个",
    "version": "版本",
    "beginning of names": "名称前缀",
    "lists the {what} {twice} twice in the order of storing, so that lasting names are not unique": "入库次序中{what} {twice} 重复，沿革标识不唯一",
    "names a source of the version {version}, which is not stored": "记有版本 {version} 的来源，而该版本不在库中",
    "{message} (line {line})": "{message}（第 {line} 行）",
    "is named {date}, but is the version of {other}": "名称为 {date}，实为 {other} 的版本",
    "an unknown date": "日期不明",
    "the {what} {name} occurs twice": "{what} {name} 重复",
    "the {what} {name} occurs twice, and {count} more": "{what} {name} 重复，另有 {count} 个",
    "belongs to {uri}, but lies beside {other}": "属于 {uri}，却在 {other} 旁边",
    "no work": "不属于任何文件",
    "was read from the source {sha256}, which its work does not name as its text": "读自来源 {sha256}，而文件没有把它记为文本",
    "says that it replaces {uri}, which is not stored": "称取代 {uri}，而后者不在库中",
    "says that it replaces {uri}, which replaces it in turn": "称取代 {uri}，而后者又取代它",
    "is about {party}, which is no work here": "涉及 {party}，库中没有这部文件",
    "is about {party}, which is not what its folder says": "涉及 {party}，与所在文件夹不符",
    "holds a judgement of {reviewer}, whose file is {file}": "含有 {reviewer} 的结论，其文件应为 {file}",
    "does not tell which text of {left} and {right} was judged; use review --from": "没有写明 {left} 与 {right} 审阅的是哪个文本；请用 review --from",
    "judges {left} and {right} more than once": "对 {left} 与 {right} 有不止一个结论",
    # the branch of the timeline
    "“{name}” cannot be the branch of the timeline: {why}; choose another name with --branch": (
        "“{name}”不能用作时间线分支：{why}；请用 --branch 另选名称"
    ),
    "the repository itself lies there": "法规库本身在这个分支上",
    "it is not a name of a branch": "这不是分支名",
    "a branch of that name was made by somebody else": "已有他人建立的同名分支",
    "git cannot have it beside the branch {other}": "git 不允许它与分支 {other} 并存",
    "it is checked out, and moving it would confuse the work tree (git switch main)": "它是当前检出的分支，移动会弄乱工作区（请先 git switch main）",
}
