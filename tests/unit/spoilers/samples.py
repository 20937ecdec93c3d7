"""How people hide words elsewhere, and how they warn. `%s` is what must not be seen."""

HIDDEN = "the lamplighter drowns"

#: Folded with certainty.
FOLDED = """\
@@%s@@
!!!%s!!!
>|%s|<
||\\n\\n%s\\n\\n||
:::\\n%s\\n:::
.. dropdown:: End\\n\\n   %s
??? "End"\\n    %s
▶ End\\n    %s
%TWISTY{}%\\n%s\\n%ENDTWISTY%
{{blackout|%s}}
<<%s>>
\\phantom{%s}
<div id="secret">%s</div>
<span onclick="show(this)">%s</span>
<span style="color:#123456;background:#123456">%s</span>
<textarea>%s</textarea>
[color=#F5F9FD]%s[/color]
[[collapsible\\n show="x"\\n]]%s[[/collapsible]]
[example%collapsible]\\n%s
!> %s
> !%s
So good. >!%s!< wow
>! %s !<
&gt;!%s!&lt; and more
&amp;gt;!%s!&amp;lt;
＞！%s！＜
\\>!%s!\\<
>\u200b!%s!\u200b<
!<%s>!
|!%s!|
[spoiler]%s[/spoiler]
[SPOILER] %s [/SPOILER]
[spoiler=Ending]%s[/spoiler]
[spoiler="the end"]%s[/spoiler]
[spoilers]%s[/spoilers]
[ispoiler]%s[/ispoiler]
[inline-spoiler]%s[/inline-spoiler]
[spoil]%s[/spoil]
[hide]%s[/hide]
[hidden]%s[/hidden]
[blur]%s[/blur]
[mask]%s[/mask]
[ocultar]%s[/ocultar]
[nascondi]%s[/nascondi]
[스포일러]%s[/스포일러]
[접기]%s[/접기]
【ネタバレ】%s【/ネタバレ】
[剧透]%s[/剧透]
&#91;spoiler&#93;%s&#91;/spoiler&#93;
[details="Summary"]\\n%s\\n[/details]
[details=Summary]\\n\\n%s\\n\\n[/details]
[su_spoiler title="Ending"]%s[/su_spoiler]
[toggle title="x"]%s[/toggle]
[expand title="x"]%s[/expand]
[color=white]%s[/color]
[anything]%s[/anything]
[spoiler: %s]
<spoiler>%s</spoiler>
< spoiler >%s</spoiler>
&lt;spoiler&gt;%s&lt;/spoiler&gt;
<details><summary>end</summary>%s</details>
<details>\\n<summary>The end</summary>\\n\\n%s\\n\\n</details>
<details open>%s</details>
<span class="spoiler">%s</span>
<span class=spoiler>%s</span>
<div id='spoiler-1'>%s</div>
<span data-mx-spoiler>%s</span>
<span data-mx-spoiler="why">%s</span>
<tg-spoiler>%s</tg-spoiler>
<p style="color:white">%s</p>
<span style="display: none">%s</span>
<font color="#ffffff">%s</font>
<span hidden>%s</span>
<unknown-tag>%s</unknown-tag>
<!-- %s -->
:::spoiler click\\n%s\\n:::
::: spoiler\\n%s\\n\\n- %s\\n:::
:::spoiler %s :::
:::hidden\\n%s\\n:::
:::details Title\\n%s\\n:::
```spoiler Title\\n%s\\n```
> [!spoiler]- Title\\n> %s
> [!note]- Title\\n> %s\\n> and %s
~!%s!~
～！%s！～
wow ~! %s !~ ok
%%%s%%
>! %s
>! %s\\n>! and %s\\n\\nafter
>! %s\\nand %s\\n\\nafter
> >!%s!<
- >!%s!<\\n- after
1. [spoiler]%s[/spoiler]
{spoiler}%s{spoiler}
{spoiler}%s{/spoiler}
{% spoiler %}%s{% endspoiler %}
{{< spoiler >}}%s{{< /spoiler >}}
{{spoiler|%s}}
[[spoiler:%s]]
$[blur %s]
[label](#s "%s")
[%s](/spoiler)
[%s](#spoiler)
[#M_more|less|%s_M#]
{{{#!folding [ more ]\\n%s}}}
/spoiler %s
[%s](spoiler)
[color=black]%s[/color]
<span style="background: black; color: black">%s</span>
||%s||
||7: %s||
&#124;&#124;%s&#124;&#124;
&#124&#124%s&#124&#124
&vert;&vert;%s&vert;&vert;
｜｜%s｜｜
|｜%s｜|
||%s｜｜
¦¦%s¦¦
‖%s‖
| |%s| |
|\u200b|%s|\u200b|
|||%s|||
||%s\\n\\nand %s||
[spoiler]%s\\n\\n%s\\n\\n- %s\\n- %s\\n\\n> %s\\n[/spoiler]
[spoiler]a >!%s!< b[/spoiler]
[spoiler]a [spoiler]b[/spoiler] %s[/spoiler] after
||>!%s!<||
a ||x >!%s!< %s|| b
**>!%s!<**
>!**%s**!<
| a |\\n|---|\\n| >!%s!< |
[b][spoiler]%s[/spoiler][/b]
<b><spoiler>%s</spoiler></b>
[quote]>!%s!<[/quote]
>!first!< then >!%s!<
>!%s\\n\\n%s!< after
[spoiler]```\\n%s\\n```[/spoiler]
""".splitlines()

#: Closed, and a question: nobody says where it ends.
DOUBTFUL = """\
[spoiler]%s
[SPOILERS] %s
<spoiler>%s
<details>%s
%s[/spoiler]
%s</spoiler>
wow >!%s
:::spoiler\\n%s
~!%s
[[MORE]]\\n%s
:readmore:\\n%s
<!--more-->\\n%s
<!--nextpage-->\\n%s
[more]\\n%s
[spoiler]%s[spoiler]
[더보기]\\n%s
(click to reveal)\\n%s
<summary>End</summary>%s
""".splitlines()

#: Marks that cannot hide where they are.
REFUSED = """\
`>!%s!<`
`||%s||`
``` \\n||%s||\\n```
||%s
a || %s || b
- ||%s\\n- b||
[a >!b](/c) %s!<
""".splitlines()

#: Nothing here hides anything.
ORDINARY = """\
I <3 it!<3 so much >.< >!< and x < y > z
good~! bye~! wow!~
[b]bold[/b] and <em>tags</em> of others
[a link](https://example.org) and [spoilers](https://example.org/no)
[1] a note [x] done
8/10 || 9/10
a | b | c
넷플릭스｜드라마
100% sure, 50%% off
> a quote!\\n> and more
<https://example.org/?a=1&b=2>
R&amp;D &lt;3
{curly} {{braces}}
:) :::
```\\ncode\\n```
[spoiler-free] I loved it
[MILD SPOILERS AHEAD]
Wow!! So good!! Yes!!
""".splitlines()


def written(sample: str) -> str:
    """The sample with its line breaks and the words that it hides."""
    return sample.replace("\\n", "\n").replace("%s", HIDDEN)
