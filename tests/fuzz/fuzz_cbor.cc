// RPC v2 CBOR.
#include <cstdint>

#include "api/test/cloudwatch/operations.h"
#include "protocols.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace api = gantry::api;
    static const std::vector<const api::ServiceInfo*> kServices{&api::test::cloudwatch::service()};
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    gantry::fuzz_body(api::Protocol::RpcV2Cbor, kServices, bytes);
    return 0;
}
