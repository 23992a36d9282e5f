// What it costs to verify the signature of a call: 1 KB of awsJson, as botocore sends it.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "wire/derived_keys.h"
#include "wire/sigv4.h"

namespace gantry::wire {
namespace {

using Clock = std::chrono::steady_clock;

const Credentials kCaller{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
const SigningScope kEcs{"us-east-1", "ecs"};

/// A call that owns its texts.
struct SignedCall {
    std::vector<HeaderField> headers{
        {"Host", "127.0.0.1:4566"},
        {"Accept-Encoding", "identity"},
        {"Content-Type", "application/x-amz-json-1.1"},
        {"X-Amz-Target", "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition"},
        {"User-Agent", "Boto3/1.28.9 md/Botocore#1.31.9 ua/2.0 os/linux#6.1 md/arch#x86_64"},
        {"amz-sdk-invocation-id", "b2b3cf2a-5b3f-4d4a-9d0a-6f5b0b2f6c55"},
        {"amz-sdk-request", "attempt=1"},
        {"Content-Length", "1024"},
    };
    std::string body = std::string(1024, 'x');

    [[nodiscard]] HttpView view() const { return {"POST", "/", headers, body}; }
};

template <class Work>
void measure_verify(std::string_view name, const Work& work) {
    constexpr int kTimes = 100'000;
    const auto start = Clock::now();
    for (int i = 0; i < kTimes; ++i) {
        if (!work()) std::abort();
    }
    const std::chrono::duration<double, std::micro> took = Clock::now() - start;
    fmt::print("{:<48} {:>10.2f} us\n", name, took.count() / kTimes);
}

void run() {
    const SysTime now = from_epoch_ms(1'440'938'160'000);
    SignedCall call;
    for (auto& field : sign_request(call.view(), kCaller, kEcs, now)) {
        call.headers.push_back(std::move(field));
    }
    const auto kept = std::make_shared<DerivedKeys>();
    const auto verify = [&](const std::shared_ptr<DerivedKeys>& derived) {
        const auto find = [&derived](std::string_view, std::string_view) {
            return std::optional<SigningKey>({kCaller.secret_access_key, {}, derived});
        };
        return verify_signature(call.view(), kEcs, find, now).has_value();
    };
    measure_verify("a call of 1 KB, with its key derived before", [&] { return verify(kept); });
    measure_verify("the same, with its key to derive", [&] { return verify(nullptr); });
    measure_verify("signing it", [&] {
        return !sign_request(call.view(), kCaller, kEcs, now).empty();
    });
}

}  // namespace
}  // namespace gantry::wire

int main() {
    gantry::wire::run();
}
