#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/reflect.h"

namespace gantry::api {

/// Some bytes of a file that never changes.
struct FilePart {
    std::string file;  ///< as the service that keeps it calls it: no path
    std::int64_t first = 0;
    std::int64_t bytes = 0;

    friend bool operator==(const FilePart&, const FilePart&) = default;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<FilePart>(
            "FilePart",
            {
                field<&FilePart::file>("file"),
                field<&FilePart::first>("first"),
                field<&FilePart::bytes>("bytes"),
            }
        );
        return info;
    }
};

/// A payload that is not held in memory (the models' trait `streaming`): what came lies in files
/// before the operation runs, what goes is sent from them after it. service::BodyKeeper has both.
struct FileBody {
    std::vector<FilePart> parts;  ///< one after the other; none: no bytes
    /// Of what came: hexadecimal digits, and the base64 of checksums by S3's names ("CRC32C").
    std::string md5;
    std::map<std::string, std::string> checksums;

    [[nodiscard]] std::int64_t bytes() const {
        std::int64_t all = 0;
        for (const FilePart& part : parts) all += part.bytes;
        return all;
    }

    friend bool operator==(const FileBody&, const FileBody&) = default;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<FileBody>(
            "FileBody",
            {
                field<&FileBody::parts>("parts"),
                field<&FileBody::md5>("md5"),
                field<&FileBody::checksums>("checksums"),
            }
        );
        return info;
    }
};

}  // namespace gantry::api
