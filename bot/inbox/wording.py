"""What a question is about, without the ways in which it may be put: 狗粮去哪里买, 哪儿有卖狗粮的. Pure."""
from __future__ import annotations

import re

# Ways to ask the same, each as one sign: where, when, how much, how, whether one may, whether.
ASKS = tuple((re.compile(pattern), sign) for pattern, sign in (
    (r"有没有|有吗|有不有", "有"),
    (r"[去在到从]?(?:哪里|哪儿|哪个地方|什么地方|啥地方|哪(?=[^个家天几位些种类项条辆]))(?:能够?|可以)?(?:有卖|有得卖)?", "W"),
    (r"怎么办理|怎么处理|怎么弄|怎么办|咋办|咋整|怎么|咋|如何|怎样", "H"),
    (r"什么时候|啥时候|何时|几时|几点钟?|多久", "T"),
    (r"多少钱|几块钱|什么价", "P"),
    # 买不买, 能没能: the verb once.
    (r"(.)[不没]\1", r"\1"),
    (r"能够?|可以|允许|让", "K"),
    (r"卖", "买"),
))
# Said of any question: courtesies, the time and place of whoever asks, particles.
SAID_OF_ANY = re.compile(
    "请问|你好|现在|目前|今天|眼下|封控|期间|小区(?=.{2})|家里|我家|我们|我的|我想|那边|这边|有人|是不是|会不会|一下"
    "|[想我还都就的了吗呢呀啊吧么会在到去给是要可得没]|没有?$|不$"
)


def gist(text: str) -> str:
    """The text without them; as it is where nothing else would be left."""
    said = text
    for pattern, sign in ASKS:
        said = pattern.sub(sign, said)
    return SAID_OF_ANY.sub("", said) or text
