package io.citywatch.outward.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Reads XML, and checks it against what CAP 1.2 asks for. */
public final class CapSchema {
    private static final Schema SCHEMA = schema();

    private CapSchema() {}

    /** The document, which is a valid CAP 1.2 message. */
    public static Document parse(byte[] xml) {
        Document document = parseAny(xml);
        try {
            SCHEMA.newValidator().validate(new DOMSource(document));
            return document;
        } catch (SAXException | IOException e) {
            throw new AssertionError(
                    e.getMessage() + " in " + new String(xml, java.nio.charset.StandardCharsets.UTF_8), e);
        }
    }

    /** The document, which is well-formed. */
    public static Document parseAny(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(new String(xml, java.nio.charset.StandardCharsets.UTF_8), e);
        }
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(Objects.requireNonNull(
                            CapSchema.class.getResource("/io/citywatch/outward/cap/cap-1.2.xsd")));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
