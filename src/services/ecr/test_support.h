#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "service/test_world.h"
#include "services/ecr/service.h"
#include "services/ecr/test_store.h"
#include "services/iam/service.h"
#include "services/kms/service.h"
#include "wire/json_codec.h"

namespace gantry::ecr {

/// ECR with IAM and KMS beside it and a store in memory; calls are those of the account's root.
class EcrWorld {
  public:
    EcrWorld() : world_(services(), options(store)) {
        // What services do once they run.
        world_.registry().get<Instance>().start();
    }

    /// The answer's JSON, or "Code: message".
    std::string run_in(
        const aws::Caller& caller,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        const auto answer = world_.run_json(caller, service, operation, body);
        return answer ? *answer : answer.error().code + ": " + answer.error().message;
    }
    std::string run(const std::string& operation, const std::string& body) {
        return run_in(root, "ecr", operation, body);
    }
    std::string ok(const std::string& operation, const std::string& body) {
        const auto answer = world_.run_json(root, "ecr", operation, body);
        EXPECT_TRUE(answer) << operation << ": " << (answer ? "" : answer.error().message);
        return answer ? *answer : "{}";
    }
    std::string error(const std::string& operation, const std::string& body) {
        const auto answer = world_.run_json(root, "ecr", operation, body);
        return answer ? "answered " + *answer : answer.error().code + ": " + answer.error().message;
    }
    template <class Output>
    Output as(const std::string& operation, const std::string& body) {
        return wire::decode_json<Output>(ok(operation, body)).value();
    }

    [[nodiscard]] const Tables& rows() const { return world_.registry().get<Instance>().rows(); }
    service::TestWorld& world() { return world_; }

    std::shared_ptr<MemoryStore::Contents> store = std::make_shared<MemoryStore::Contents>();
    aws::Scope scope{"123456789012", "us-east-1"};
    aws::Caller root{scope, aws::root_arn(scope), "", {}};

  private:
    static std::span<const service::Service* const> services() {
        static const service::Service* const kServices[] = {
            &iam::service(), &kms::service(), &ecr::service()
        };
        return kServices;
    }
    static service::Options options(const std::shared_ptr<MemoryStore::Contents>& contents) {
        service::Options options;
        options.of<Options>().make_store = [contents](Loop& loop) {
            return std::make_unique<MemoryStore>(loop, contents);
        };
        return options;
    }

    service::TestWorld world_;
};

/// An image's manifest. @param layers the digits that the digests of its layers are made of
inline std::string image_manifest(const std::string& layers, const std::string& more = "") {
    const auto blob = [](char digit, int size) {
        return R"({"mediaType":"application/octet-stream","size":)" + std::to_string(size) +
               R"(,"digest":"sha256:)" + std::string(64, digit) + "\"}";
    };
    std::string list;
    for (const char digit : layers) list += (list.empty() ? "" : ",") + blob(digit, 100);
    return R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":)" +
           blob('c', 7) + R"(,"layers":[)" + list + "]" + more + "}";
}

/// `text` as a JSON string.
inline std::string quoted(const std::string& text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

}  // namespace gantry::ecr
