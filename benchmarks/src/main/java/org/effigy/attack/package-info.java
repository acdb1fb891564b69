/** Long audits of whole fits. */
package org.effigy.attack;
