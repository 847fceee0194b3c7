"""Opening and closing encrypted messages: AES-256-CBC, padding to 32 bytes, the account's appid inside. Pure.

Source: developers.weixin.qq.com, 消息加解密说明. The plain bytes are 16 random ones, the length of the text (4 bytes,
big-endian), the text, the appid, and the padding. A signature is checked before anything is opened.
"""
from __future__ import annotations

import base64
import binascii
import hmac
import secrets

from wechatpy.crypto.base import WeChatCipher
from wechatpy.crypto.pkcs7 import PKCS7Encoder

from bot.guard.bad_request import BadRequest

KEY_LENGTH, RANDOM, LENGTH, BLOCK = 43, 16, 4, 32


def read_key(aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey. Raises ValueError with a sentence.

    Its last character holds more bits than are used; published keys leave them set, so they are not looked at.
    """
    try:
        key = base64.b64decode(aes_key + "=", validate=True) if len(aes_key) == KEY_LENGTH else b""
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ValueError(
            f"the key must be the {KEY_LENGTH} letters and digits of EncodingAESKey; it has {len(aes_key)}."
        )
    return key


class MessageCipher:
    """What the account and the official server close messages with."""

    def __init__(self, aes_key: str, appid: str) -> None:
        self._key, self._appid = read_key(aes_key), appid.encode()

    def open(self, cipher: str) -> str:
        """The text that was closed for this account. Raises BadRequest 403 for anything else."""
        try:
            plain = WeChatCipher(self._key).decrypt(base64.b64decode(cipher, validate=True))
            text, appid = unpack(plain)
            if not hmac.compare_digest(appid, self._appid):
                raise ValueError("closed for another account")
            return text.decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            raise BadRequest(403, "not_readable", "The message was not encrypted for this account.") from None

    def close(self, text: str, random: bytes | None = None) -> str:
        """The cipher text in base64; ``random`` are 16 bytes, new ones unless a test gives them."""
        plain = pack(text.encode("utf-8"), self._appid, random or secrets.token_hex(RANDOM // 2).encode())
        return base64.b64encode(WeChatCipher(self._key).encrypt(plain)).decode()


def pack(text: bytes, appid: bytes, random: bytes) -> bytes:
    """The bytes that are encrypted."""
    return PKCS7Encoder.encode(random + len(text).to_bytes(LENGTH, "big") + text + appid)


def unpack(plain: bytes) -> tuple[bytes, bytes]:
    """Text and appid. Raises ValueError where padding or length cannot be true."""
    padding = plain[-1] if plain else 0
    if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
        raise ValueError("the padding is wrong")
    content = plain[RANDOM:-padding]
    start, length = LENGTH, int.from_bytes(content[:LENGTH], "big")
    if len(content) < start + length:
        raise ValueError("the text is shorter than it says")
    return content[start:start + length], content[start + length:]
