// Forms of EC2.
#include <cstdint>

#include "api/ec2/operations.h"
#include "protocols.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace api = gantry::api;
    static const std::vector<const api::ServiceInfo*> kServices{&api::ec2::service()};
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    gantry::fuzz_body(api::Protocol::Ec2Query, kServices, bytes);
    return 0;
}
