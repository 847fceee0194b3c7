"""Settings of the WeChat channel, which is served when ``wechat_token`` is set."""
from __future__ import annotations

import re

from pydantic import BaseSettings, validator

WECHAT_MODES = ("plain", "compatible", "safe")
AES_KEY = re.compile("[A-Za-z0-9]{43}")


class WeChatSettings(BaseSettings):
    """``wechat_mark`` ends each reply with the words that a machine made it, and sets the official mark."""

    wechat_token: str = ""
    wechat_appid: str = ""
    wechat_secret: str = ""
    wechat_aes_key: str = ""
    wechat_mode: str = "plain"
    wechat_api: str = "https://api.weixin.qq.com"
    wechat_mark: bool = False

    @validator("wechat_aes_key")
    def _aes_key_is_whole(cls, value: str) -> str:
        if value and not AES_KEY.fullmatch(value):
            raise ValueError(f"it has {len(value)} characters; EncodingAESKey has 43 letters and digits.")
        return value

    @validator("wechat_secret")
    def _secret_has_an_account(cls, value: str, values: dict) -> str:
        if value and not values.get("wechat_appid"):
            raise ValueError("the secret belongs to an account; set JUMIN_WECHAT_APPID too.")
        return value

    @validator("wechat_mode")
    def _mode_can_work(cls, value: str, values: dict) -> str:
        if value not in WECHAT_MODES:
            raise ValueError(f"{value!r} is none of {', '.join(WECHAT_MODES)}.")
        missing = [name for name in ("appid", "aes_key") if not values.get(f"wechat_{name}")]
        if value != "plain" and missing:
            raise ValueError(f"{value} mode encrypts; set JUMIN_WECHAT_{missing[0].upper()} too.")
        return value
