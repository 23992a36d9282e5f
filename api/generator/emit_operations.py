"""operations.h and operations.cc: the service and its operations as tables."""

from cpp import header_of, string_literal
from emit_structures import GENERATED
from model import ModelError


def operations_header(model, target):
    service = model.service
    return f"""{GENERATED}#pragma once

#include <span>

#include "api/service_info.h"

namespace {target.namespace} {{

using api::OperationInfo;
using api::ServiceInfo;

/// All operations, sorted by name.
std::span<const OperationInfo> operations();

const ServiceInfo& service();

inline constexpr std::string_view kTargetPrefix = {string_literal(service.name)};
inline constexpr std::string_view kSigningName = {string_literal(_signing_name(service))};
inline constexpr std::string_view kApiVersion = {string_literal(service.version)};

}}  // namespace {target.namespace}
"""


def operations_source(model, target):
    names = sorted(model.service.operations)
    operations = [model.operations[name] for name in names]
    shapes = sorted({name for o in operations for name in (o.input, o.output)})
    includes = "\n".join(f'#include "{header_of(model, target.directory, s)}"' for s in shapes)
    errors = "\n".join(_errors(model, operation) for operation in operations)
    table = "\n".join(_entry(operation) for operation in operations)
    return f"""{GENERATED}#include "{target.directory}/operations.h"

{includes}

namespace {target.namespace} {{
namespace {{

{errors}

constexpr OperationInfo kOperations[] = {{
{table}
}};

}}  // namespace

std::span<const OperationInfo> operations() {{
    return kOperations;
}}

const ServiceInfo& service() {{
    static constexpr ServiceInfo info{{
        .name = {string_literal(model.service.traits["service"]["sdkId"])},
        .target_prefix = kTargetPrefix,
        .signing_name = kSigningName,
        .api_version = kApiVersion,
        .protocol = api::Protocol::{_protocol(model.service)},
{_more_of_service(model.service.traits)}        .operations = kOperations,
    }};
    return info;
}}

}}  // namespace {target.namespace}
"""


def _errors(model, operation):
    if not operation.errors:
        return f"constexpr std::span<const api::ErrorInfo> k{operation.name}Errors{{}};"
    items = "".join(f"\n    {_error(model.resolve(name))}," for name in sorted(operation.errors))
    return f"constexpr api::ErrorInfo k{operation.name}Errors[] = {{{items}\n}};"


def _error(shape):
    query = shape.traits.get("awsQueryError", {})
    status = 500 if shape.traits.get("error") == "server" else 400
    status = shape.traits.get("httpError", query.get("httpResponseCode", status))
    return f"{{{string_literal(shape.name)}, {string_literal(query.get('code', shape.name))}, {status}}}"


def _entry(operation):
    lines = [
        f".name = {string_literal(operation.name)},",
        f".input = &{operation.input}::type_info,",
        f".output = &{operation.output}::type_info,",
        f".make_input = &api::make_value<{operation.input}>,",
        f".make_output = &api::make_value<{operation.output}>,",
        f".errors = k{operation.name}Errors,",
    ]
    lines += _pages(operation.traits.get("paginated", {}))
    if "readonly" in operation.traits:
        lines.append(".readonly = true,")
    lines += _http(operation.traits)
    body = "".join(f"\n        {line}" for line in lines)
    return f"    OperationInfo{{{body}\n    }},"


def _pages(pages):
    for key, member in (
        ("inputToken", "input_token"),
        ("outputToken", "output_token"),
        ("pageSize", "page_size"),
        ("items", "items"),
    ):
        if key in pages:
            yield f".{member} = {string_literal(pages[key])},"


def _http(traits):
    if "http" in traits:
        yield f".http_method = {string_literal(traits['http']['method'])},"
        yield f".http_path = {string_literal(traits['http']['uri'])},"
        yield f".http_status = {traits['http'].get('code', 200)},"
    if "endpoint" in traits:
        yield f".host_prefix = {string_literal(traits['endpoint']['hostPrefix'])},"


def _signing_name(service):
    return service.traits.get("sigv4", {}).get("name", "")


PROTOCOLS = {
    "awsJson1_0": "AwsJson10",
    "awsJson1_1": "AwsJson11",
    "awsQuery": "AwsQuery",
    "ec2Query": "Ec2Query",
    "restJson1": "RestJson",
    "restXml": "RestXml",
    "rpcv2Cbor": "RpcV2Cbor",
}


def _protocol(service):
    """The first one named, but RPC v2 CBOR only where there is no other."""
    named = [PROTOCOLS[trait] for trait in service.traits if trait in PROTOCOLS]
    others = [protocol for protocol in named if protocol != "RpcV2Cbor"]
    for protocol in others or named:
        is_s3 = protocol == "RestXml" and service.traits["service"]["sdkId"] == "S3"
        return "S3" if is_s3 else protocol
    raise ModelError(f"{service.name}: no protocol that is known")


def _more_of_service(traits):
    lines = []
    if "rpcv2Cbor" in traits:
        lines.append(".speaks_cbor = true,")
    if "xmlNamespace" in traits:
        lines.append(f".xml_namespace = {string_literal(traits['xmlNamespace']['uri'])},")
    if "global" in traits:
        lines.append(".is_global = true,")
    return "".join(f"        {line}\n" for line in lines)
