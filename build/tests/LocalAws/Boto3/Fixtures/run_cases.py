"""Runs the cases of a file with boto3 and prints a line for each that does not end as the file says.

A case is a list of steps. A step names a client and a call with its arguments, and what to expect: "answer", a part of the
answer in which a text that begins with "~" is a regular expression, or "error", a code with a regular expression of the
message. "as" keeps the answer for "${name.Member.0}" in later steps, "until" asks again until the answer is the expected one,
"since" is the first boto3 that can take the step; older ones pass it over. "body" is sent in place of what boto3 makes of the
arguments, for members that are younger than it; "headers" are sent besides, null for none.
"""
import base64
import contextlib
import http.client
import json
import os
import re
import sys
import time
import urllib.parse

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
VERSION = tuple(int(part) for part in boto3.__version__.split(".")[:2])
# An older boto3, such as Debian's, lacks members and operations of some cases, which it passes over.
WRITTEN_FOR = (1, 40)


def look_up(path, kept):
    value = kept
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def filled(value, kept):
    if isinstance(value, dict):
        if set(value) == {"$json"}:
            return json.dumps(filled(value["$json"], kept))
        if set(value) == {"$now"}:
            return int(time.time() * 1000) + value["$now"]
        if set(value) == {"$with"}:
            whole, *parts = filled(value["$with"], kept)
            merged = {key: member for part in (whole, *parts) for key, member in part.items()}
            return {key: member for key, member in merged.items() if member is not None}
        if set(value) == {"$repeat"}:
            text, times = value["$repeat"]
            return text * times
        if set(value) == {"$members"}:
            key, times, member = value["$members"]
            return {key + str(number): member for number in range(times)}
        return {key: filled(member, kept) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(item, kept) for item in value]
    if isinstance(value, str):
        whole = re.fullmatch(r"\$\{([\w.-]+)\}", value)
        if whole and whole[1].split(".")[0] in kept:
            return look_up(whole[1], kept)
        return re.sub(
            r"\$\{([\w.-]+)\}",
            lambda match: str(look_up(match[1], kept)) if match[1].split(".")[0] in kept else match[0],
            value,
        )
    return value


def plain(value):
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def matches(expected, actual):
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            return expected == {"error": "-"}
        return all(
            key not in actual if member == "-" else key in actual and matches(member, actual[key])
            for key, member in expected.items()
        )
    if isinstance(expected, list):
        return isinstance(actual, list) and len(expected) == len(actual) and all(map(matches, expected, actual))
    if isinstance(expected, str) and expected.startswith("~"):
        return re.search(expected[1:], str(actual), re.S) is not None
    return expected == actual


class Runner:
    def __init__(self):
        self.clients = {}

    def client(self, step, refused):
        settings = dict(step.get("config", {}))
        # What the service refuses is not to be refused by the client, whose models know more bounds with each version.
        if refused and VERSION >= WRITTEN_FOR:
            settings["parameter_validation"] = False
        key = json.dumps([step["client"], step.get("region"), settings, step.get("keys")])
        if key not in self.clients:
            keys = step.get("keys") or {}
            self.clients[key] = boto3.client(
                step["client"],
                region_name=step.get("region"),
                # Before 1.28 boto3 does not know the variable of the endpoint.
                endpoint_url=settings.pop("endpoint_url", ENDPOINT),
                config=Config(retries={"max_attempts": 1}, **settings),
                **keys,
            )
        return self.clients[key]

    def call(self, step, kept):
        arguments = filled(step.get("with", {}), kept)
        try:
            if "http" in step:
                return self.http(filled(step["http"], kept))
            client = self.client(filled({k: v for k, v in step.items() if k in ("client", "region", "config", "keys")}, kept), "error" in step)
            with self.changed(client, filled(step.get("body"), kept), filled(step.get("headers", {}), kept)):
                return plain(getattr(client, step["call"])(**arguments))
        except ClientError as error:
            code = error.response["Error"]
            meta = error.response.get("ResponseMetadata", {})
            return {"error": code["Code"], "message": code.get("Message", ""), "status": meta.get("HTTPStatusCode"),
                    "headers": plain(meta.get("HTTPHeaders", {}))}

    @staticmethod
    @contextlib.contextmanager
    def changed(client, body, headers):
        def change(params, **_):
            if body is not None:
                params["body"] = body.encode()
                params["headers"].pop("Content-MD5", None)
            for name, value in headers.items():
                params["headers"].pop(name, None)
                if value is not None:
                    params["headers"][name] = value

        client.meta.events.register_last("before-call", change)
        try:
            yield
        finally:
            client.meta.events.unregister("before-call", change)

    @staticmethod
    def http(step):
        url = urllib.parse.urlsplit(step["url"] if "://" in step["url"] else ENDPOINT.rstrip("/") + step["url"])
        at = urllib.parse.urlsplit(ENDPOINT)
        connection = http.client.HTTPConnection(at.hostname, at.port)
        try:
            body = step.get("body", "").encode()
            headers = {"Host": url.netloc, **step.get("headers", {})}
            if "form" in step:
                parts = [f'name="{name}"\r\n\r\n{value}' for name, value in step["form"].items()]
                if "file" in step:
                    parts.append(f'name="file"; filename="file.txt"\r\nContent-Type: text/plain\r\n\r\n{step["file"]}')
                body = "".join(f"--part\r\nContent-Disposition: form-data; {part}\r\n" for part in parts).encode()
                body += b"--part--\r\n"
                headers["Content-Type"] = "multipart/form-data; boundary=part"
            connection.request(step.get("method", "GET"), url.path + ("?" + url.query if url.query else ""), body, headers)
            answer = connection.getresponse()
            return {"status": answer.status, "body": answer.read().decode("utf-8", "backslashreplace"),
                    "headers": {name.lower(): value for name, value in answer.getheaders()}}
        finally:
            connection.close()

    def run(self, steps):
        kept = {"endpoint": ENDPOINT.rstrip("/"), "account": os.environ["ACCOUNT"], "other": json.loads(os.environ["OTHER"])}
        for number, step in enumerate(steps):
            if VERSION < tuple(step.get("since", [])):
                continue
            expected = filled(step.get("answer", {"error": "-"} if "error" not in step else {}), kept)
            if "error" in step:
                code, *message = step["error"]
                expected = {"error": code, **({"message": "~" + filled(message[0], kept)} if message else {}), **expected}
            for _ in range(500 if step.get("until") else 1):
                answer = self.call(step, kept)
                if matches(expected, answer):
                    break
                if step.get("until"):
                    time.sleep(0.01)
            else:
                return f"step {number} ({step.get('call', 'http')}): expected {json.dumps(expected)} and got {json.dumps(answer)}"
            if "as" in step:
                kept[step["as"]] = answer
        return None


def main(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    runner = Runner()
    unsaid = 0
    for name, steps in cases.items():
        try:
            problem = runner.run(steps)
        except (ParamValidationError, AttributeError):
            if VERSION >= WRITTEN_FOR:
                raise
            unsaid += 1
            continue
        if problem:
            print(f"{name}: {problem}")
    print(f"{len(cases)} cases" + (f", {unsaid} of them for a newer boto3" if unsaid else ""))


main(sys.argv[1])
