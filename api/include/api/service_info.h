#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "base/reflect.h"

/// What the models say about services and operations, as the generator writes it down.
namespace gantry::api {

/// How a service is spoken to. Source: Smithy, "AWS Protocols".
enum class Protocol {
    AwsJson10,  ///< X-Amz-Target, application/x-amz-json-1.0
    AwsJson11,  ///< the same, 1.1
    AwsQuery,   ///< a form with Action and Version, XML back
    Ec2Query,   ///< the same with EC2's own XML
    RestJson,
    RestXml,
    S3,  ///< REST with XML, and errors of its own shape
    RpcV2Cbor,
};

/// An exception of the model.
struct ErrorInfo {
    std::string_view name;  ///< of the shape, as handlers give it: "NoSuchEntityException"
    std::string_view code;  ///< what forms' clients read: "NoSuchEntity"; else the same as `name`
    int status = 400;
};

/// One operation of a service. Names are as on the wire; all text lives as long as the process.
struct OperationInfo {
    std::string_view name;
    const reflect::TypeInfo& (*input)();
    const reflect::TypeInfo& (*output)();
    std::shared_ptr<void> (*make_input)();   ///< a new value of `input`
    std::shared_ptr<void> (*make_output)();  ///< a new value of `output`
    std::span<const ErrorInfo> errors;       ///< the modelled exceptions, sorted by name

    /// Paginated operations only, else empty: the members that carry the pages.
    std::string_view input_token;
    std::string_view output_token;
    std::string_view page_size;
    std::string_view items;

    bool readonly = false;

    /// REST only, else empty: "PUT", "/{Bucket}/{Key+}?tagging", and the answer's status.
    std::string_view http_method;
    std::string_view http_path;
    int http_status = 200;

    std::string_view host_prefix;  ///< "data-", "{AccountId}."; mostly empty

    [[nodiscard]] constexpr bool paginated() const { return !input_token.empty(); }
};

/// Makes a value whose type only its maker knows.
template <class T>
std::shared_ptr<void> make_value() {
    void (*const destroy)(void*) = [](void* value) { delete static_cast<T*>(value); };
    return {static_cast<void*>(new T), destroy};
}

/// One service.
struct ServiceInfo {
    std::string_view name;           ///< as SDKs call it, e.g. "ECS"
    std::string_view target_prefix;  ///< X-Amz-Target is this, a full stop, and the operation
    std::string_view signing_name;   ///< the service part of a SigV4 scope
    std::string_view api_version;
    Protocol protocol = Protocol::AwsJson11;
    bool speaks_cbor = false;        ///< RPC v2 CBOR beside `protocol`
    std::string_view xml_namespace;  ///< URI, of the roots of XML answers
    bool is_global = false;          ///< one endpoint for all Regions: its rows have none
    std::span<const OperationInfo> operations;  ///< sorted by name
};

}  // namespace gantry::api
