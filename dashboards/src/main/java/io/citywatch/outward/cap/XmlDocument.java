package io.citywatch.outward.cap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document in UTF-8 into memory, in which any text is safe. */
final class XmlDocument {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter writer;

    XmlDocument(String root, String namespace) {
        try {
            writer = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            writer.setDefaultNamespace(namespace);
            writer.writeStartElement(namespace, root);
            writer.writeDefaultNamespace(namespace);
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** An element with a text. */
    XmlDocument text(String element, String text) {
        try {
            writer.writeStartElement(element);
            writer.writeCharacters(XmlText.of(text));
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** An element that holds others. */
    XmlDocument within(String element, Runnable content) {
        try {
            writer.writeStartElement(element);
            content.run();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /** An element with attributes (name, value, name, value …) and nothing in it. */
    XmlDocument empty(String element, String... attributes) {
        try {
            writer.writeEmptyElement(element);
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute(attributes[i], XmlText.of(attributes[i + 1]));
            }
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    byte[] end() {
        try {
            writer.writeEndElement();
            writer.writeEndDocument();
            writer.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(XMLStreamException e) {
        return new IllegalStateException("writing XML to memory failed", e);
    }
}
