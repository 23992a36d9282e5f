#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "services/s3/api/checksums.h"
#include "services/s3/test_support.h"

namespace gantry::s3 {

/// Objects in the bucket "bucket-b". Bodies are what the front end would have made of them; there
/// are no files.
class ObjectsTest : public S3Test {
  protected:
    ObjectsTest() { on_b("CreateBucket"); }

    static std::string text(std::string_view name, std::string_view value) {
        return fmt::format("\"{}\":\"{}\"", name, value);
    }
    /// A body of these bytes in the file `file`.
    static std::string body(
        const std::string& file, std::string_view bytes, std::string_view algorithm = "CRC64NVME"
    ) {
        const std::string parts =
            bytes.empty()
                ? ""
                : fmt::format(R"({{"file":"{}","first":0,"bytes":{}}})", file, bytes.size());
        return fmt::format(
            R"("Body":{{"parts":[{}],"md5":"{}","checksums":{{"{}":"{}"}}}})",
            parts,
            md5_of(bytes),
            algorithm,
            checksum_of(algorithm, bytes)
        );
    }
    /// @param more further members
    std::string on_key(
        const std::string& operation, const std::string& key, const std::string& more = ""
    ) {
        return on_b(operation, text("Key", key) + (more.empty() ? "" : "," + more));
    }
    std::string put(
        const std::string& key, std::string_view bytes = "hello", const std::string& more = ""
    ) {
        const std::string file = fmt::format("f{}", ++files_);
        return on_key("PutObject", key, body(file, bytes) + (more.empty() ? "" : "," + more));
    }
    template <class Output>
    Output on_key_as(
        const std::string& operation, const std::string& key, const std::string& more = ""
    ) {
        const std::string answer = on_key(operation, key, more);
        auto read = wire::decode_json<Output>(answer);
        EXPECT_TRUE(read) << answer;
        return read ? *read : Output{};
    }
    void set_versioning(const std::string& status) {
        EXPECT_EQ(
            on_b(
                "PutBucketVersioning", R"("VersioningConfiguration":{"Status":")" + status + "\"}"
            ),
            "{}"
        );
    }

    int files_ = 0;
};

inline constexpr std::string_view kNoKey = "NoSuchKey: The specified key does not exist.";
inline constexpr std::string_view kFailedCondition =
    "PreconditionFailed: At least one of the pre-conditions you specified did not hold";

}  // namespace gantry::s3
