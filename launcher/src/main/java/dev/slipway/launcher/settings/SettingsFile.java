// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of properties, in UTF-8, whose keys are names of settings, of ours or from elsewhere. */
final class SettingsFile {
    private static final String LISTEN = "listen";

    private final Path path;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, String> addressOptions = new LinkedHashMap<>();
    private String lastAddressKey = "";

    private SettingsFile(Path path) {
        this.path = path;
    }

    /** The settings of a file, all of which are among the known ones. */
    static Map<String, Setting> read(Path path, Known known) throws SettingsException {
        SettingsFile file = new SettingsFile(path);
        // The order of properties is that of their hashes, and what is said of the first wrong one is to be the same
        // always.
        for (Map.Entry<String, String> property : new TreeMap<>(properties(path)).entrySet()) {
            file.add(property.getKey(), property.getValue().strip(), known);
        }
        file.addAddressOptions();
        file.checkSecret(known);
        return file.settings;
    }

    private static Map<String, String> properties(Path path) throws SettingsException {
        Map<String, String> all = new LinkedHashMap<>();
        StringBuilder twice = new StringBuilder();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (all.put(key.toString(), value.toString()) != null && twice.isEmpty()) {
                    twice.append(key);
                }
                return null;
            }
        };
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new SettingsException("the file of settings " + path + " does not exist");
        } catch (CharacterCodingException e) {
            throw new SettingsException("the file of settings " + path + " is not in UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("the file of settings " + path + " cannot be read: " + e.getMessage());
        }
        if (!twice.isEmpty()) {
            throw new SettingsException(path + " has " + twice + " twice");
        }
        return all;
    }

    private void add(String key, String value, Known known) throws SettingsException {
        if (known.isKnown(key)) {
            put(key, key, value);
            return;
        }
        ForeignName foreign = ForeignName.of(key)
                .orElseThrow(() -> new SettingsException(path + ": " + known.unknown(key, name -> name)));
        switch (foreign.kind()) {
            case SAME -> put(foreign.ours(), key, value);
            case OF_ADDRESS -> {
                addressOptions.put(foreign.ours(), value);
                lastAddressKey = key;
            }
            case BY_VALUE -> addByValue(foreign, key, value);
            case OTHER ->
                throw new SettingsException(path + ": " + key + " is " + foreign.origin()
                        + "'s, and nothing here means the same: " + foreign.ours());
        }
    }

    private void addByValue(ForeignName foreign, String key, String value) throws SettingsException {
        Map<String, String> ours = foreign.byValue().get(value);
        if (ours == null) {
            throw new SettingsException(path + ": " + key + " is '" + value + "'; write one of "
                    + String.join(", ", new TreeMap<>(foreign.byValue()).keySet()));
        }
        for (Map.Entry<String, String> setting : new TreeMap<>(ours).entrySet()) {
            put(setting.getKey(), key, setting.getValue());
        }
    }

    private void put(String name, String key, String value) throws SettingsException {
        Setting before = settings.put(name, new Setting(value, "file " + path + (name.equals(key) ? "" : ", " + key)));
        if (before != null && !before.value().equals(value)) {
            throw new SettingsException(path + " has two values for " + name + ": that of " + key + " is '" + value
                    + "', and there is '" + before.value() + "', too");
        }
    }

    /** PHP-FPM has the options of its one address as settings beside it. */
    private void addAddressOptions() throws SettingsException {
        if (addressOptions.isEmpty()) {
            return;
        }
        Setting listen = settings.get(LISTEN);
        if (listen == null) {
            throw new SettingsException(path + " has " + lastAddressKey + ", but no listen that it is for");
        }
        if (listen.value().matches(".*[,\\s].*")) {
            throw new SettingsException(
                    path + " has " + lastAddressKey + " and several addresses to listen on; write it"
                            + " behind the address that it is for, as in unix:PATH?mode=0660&group=www-data");
        }
        StringBuilder address = new StringBuilder(listen.value());
        char separator = listen.value().contains("?") ? '&' : '?';
        for (Map.Entry<String, String> option : addressOptions.entrySet()) {
            address.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        settings.put(LISTEN, new Setting(address.toString(), listen.source()));
    }

    /** As with a file that has nothing but a secret. */
    private void checkSecret(Known known) throws SettingsException {
        for (String name : settings.keySet()) {
            try {
                if (known.isSecret(name)
                        && FileSystems.getDefault()
                                .supportedFileAttributeViews()
                                .contains("posix")
                        && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
                    throw new SettingsException(
                            "everybody on this machine can read the " + name + " in " + path + "; chmod o-r " + path);
                }
            } catch (IOException e) {
                throw new SettingsException("the mode of " + path + " cannot be read: " + e.getMessage());
            }
        }
    }
}
